"""How are computed mends written as patches of a kustomization?

Strategic merge, but JSON 6902 where an item of a list is meant by its number, or where a merge would keep
what goes. What lies inside a text cannot be patched: a comment says what to write.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from airkust.model.finding import Finding
from airkust.model.fingerprint import HASH
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId
from airkust.model.result import CheckResult
from airkust.report import words
from airkust.report.block_yaml import block, scalar
from airkust.report.mends import Mend, Unpatchable, changes, contradicts, is_done, read

GENERATED = ("ConfigMap", "Secret")
WHERE = (
    "# Put them into the overlay's kustomization.yaml; or, if that sets `replicas:`, `images:` or a prefix,",
    "# which come after its patches, into one of its own that lists the overlay under `resources:`.",
)
INSIDE = " " * 6
"""Under `patch: |-`, in an item of `patches:`."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What can be mended at once, and how much cannot.

    Attributes:
        text: YAML: one document with `patches:` for each input.
        mended: Findings whose mend is in it.
        left: Findings whose mend is not: it cannot be computed, or not be patched.
    """

    text: str
    mended: int
    left: int


@dataclass(slots=True)
class _Plan:
    """What is to change in one object."""

    resource: Resource
    findings: list[Finding] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)


def preview(judged: Sequence[tuple[CheckResult, Rendering]]) -> Preview:
    """The patches of every input: what was found, and in which rendering."""
    documents, mended = [], 0
    for result, rendering in judged:
        plans, comments = _plan(result, rendering)
        done = sum(len(plan.findings) for plan in plans)
        mended += done
        documents.append("\n".join([*_head(result, done, comments), *_patches(plans), ""]))
    found = sum(len(result.findings) for result, _ in judged)
    return Preview("---\n".join(documents), mended, found - mended)


def _plan(result: CheckResult, rendering: Rendering) -> tuple[list[_Plan], list[str]]:
    plans: dict[ResourceId, _Plan] = {}
    comments = []
    for finding in result.findings:
        resource = rendering.by_id.get(finding.subject)
        if resource is None or not finding.edits:
            continue
        plan = plans.setdefault(finding.subject, _Plan(resource))
        try:
            plan.mends = _extended(plan, finding)
            plan.findings.append(finding)
        except Unpatchable as why:
            wanted = ", ".join(f"{edit.field} = {edit.value or '(taken away)'}" for edit in finding.edits)
            comments.append(f"by hand: {finding.subject} ({finding.rule}): {wanted}: {why}")
    return [plan for plan in plans.values() if plan.findings], comments


def _extended(plan: _Plan, finding: Finding) -> list[Mend]:
    """The mends with those of one more finding: all of them, for half a mend is none."""
    body = plan.resource.body
    mends = list(plan.mends)
    wanted = [read(body, edit) for edit in finding.edits]
    if all(is_done(body, mend) for mend in wanted):
        raise Unpatchable("is not there")
    for mend in wanted:
        if any(contradicts(mend, other) for other in mends):
            raise Unpatchable("another patch sets the same field otherwise")
        if mend not in mends:
            mends.append(mend)
    changes(body, mends)  # says now what cannot be done
    return mends


def _head(result: CheckResult, mended: int, comments: Iterable[str]) -> Iterator[str]:
    left = len(result.findings) - mended
    yield f"# {words.one_line(result.input)}: {words.counted(mended, 'finding')} mended by these patches"
    if left:
        yield f"# {words.counted(left, 'finding')} without a computed patch: `airkust check` says what to do"
    for comment in comments:
        yield f"#   {words.one_line(comment)}"
    if mended:
        yield from WHERE


def _patches(plans: Sequence[_Plan]) -> Iterator[str]:
    yield "patches:" if plans else "patches: []"
    for plan in plans:
        for finding in plan.findings:
            yield f"  # {words.one_line(f'{finding.rule}: {words.sentence(finding)}')}"
        merge, operations = changes(plan.resource.body, plan.mends)
        if merge:
            yield from _patch(plan.resource, block(_merge_patch(plan.resource, merge)))
        if operations:
            yield from _patch(plan.resource, _operations(operations))


def _patch(resource: Resource, lines: Iterable[str]) -> Iterator[str]:
    yield "  - target:"
    yield f"      kind: {scalar(resource.kind)}"
    yield f"      name: {scalar(_name(resource).replace('.', chr(92) + '.'))}"  # a regular expression
    yield "    patch: |-"
    yield from (f"{INSIDE}{line}" for line in lines)


def _merge_patch(resource: Resource, merge: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "apiVersion": resource.api_version,
        "kind": resource.kind,
        "metadata": {"name": _name(resource), **merge.get("metadata", {})},
        **{key: value for key, value in merge.items() if key != "metadata"},
    }


def _name(resource: Resource) -> str:
    """The name at the time of the patch: kustomize hashes last."""
    if resource.kind in GENERATED:
        return re.sub(rf"{HASH.pattern}$", "", resource.name)
    return resource.name


def _operations(operations: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for operation in operations:
        first, *rest = block({key: value for key, value in operation.items() if key != "value"})
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)
        if "value" in operation:
            yield from (f"  {line}" for line in block({"value": operation["value"]}))
