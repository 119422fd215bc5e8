"""Which objects do not match their schema, and where were they written?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from airkust.errors import ToolFailed, UsageError
from airkust.model.finding import Finding, Severity
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.result import CheckResult
from airkust.parse import Locator, ReadSource
from airkust.schema.bundles import ensure_bundle, require_version
from airkust.schema.kubeconform import Answer, ask, require_kubeconform
from airkust.schema.verdict import defects
from airkust.workspace.cache import cache_dir

INVALID = "invalid-manifest"
UNKNOWN_KIND = "unknown-kind"
CATALOG = "{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json"
FLAT = "{{ .ResourceKind }}{{ .KindSuffix }}.json"


@dataclass(frozen=True, slots=True)
class Judge:
    """kubeconform, and the schemas it judges by.

    Attributes:
        kubernetes_version: A minor version, for instance "1.37".
        bundle: The directory of that version's schemas.
        locations: Templates of schema file names, best first.
    """

    program: Path
    kubernetes_version: str
    bundle: Path
    locations: tuple[str, ...]


def prepare(kubernetes_version: str | None, extra: Sequence[Path] = ()) -> Judge:
    """Everything `validate` needs; asked before anything is built, so that a missing tool is said at once.

    Args:
        kubernetes_version: As a user writes it; None for the newest with schemas.
        extra: Directories with schemas of further kinds, looked at first.

    Raises:
        UsageError: There are no schemas of that version, or an extra directory does not exist.
        ToolMissing: There is no kubeconform.
    """
    version = require_version(kubernetes_version)
    for directory in extra:
        if not directory.is_dir():
            raise UsageError(f"--schema-dir {directory}: no such directory")
    cache = cache_dir()
    program = require_kubeconform(cache)
    bundle = ensure_bundle(version, cache)
    locations = [str(directory / layout) for directory in extra for layout in (CATALOG, FLAT)]
    return Judge(program, version, bundle, (*locations, str(bundle / FLAT)))


def validate(renderings: Sequence[Rendering], judge: Judge, read: ReadSource) -> list[CheckResult]:
    """Judge several renderings with one run of kubeconform.

    Args:
        renderings: In the order of the results.
        judge: As `prepare` makes it.
        read: Gives the bytes of a source file, to find lines.

    Raises:
        ToolFailed: kubeconform gave no verdict on some document. Nothing passes unseen.
    """
    documents = [json.dumps(resource.body).encode() for rendering in renderings for resource in rendering]
    locator = Locator(read)
    answers = iter(
        ask(
            documents,
            program=judge.program,
            kubernetes_version=f"{judge.kubernetes_version}.0",
            locations=judge.locations,
        )
    )
    return [
        CheckResult(
            rendering.name,
            len(rendering),
            tuple(
                finding
                for resource in rendering
                for finding in _findings(resource, next(answers), judge, locator)
            ),
        )
        for rendering in renderings
    ]


def _findings(resource: Resource, answer: Answer, judge: Judge, locator: Locator) -> Iterator[Finding]:
    if (answer.kind, answer.name) != (resource.id.kind, resource.id.name):
        raise ToolFailed(
            f"kubeconform answered for {answer.kind}/{answer.name} when asked about {resource.id}"
        )
    if answer.status == "statusInvalid":
        for defect in defects(resource, answer.message):
            yield Finding(
                rule=INVALID,
                severity=Severity.ERROR,
                subject=resource.id,
                message=defect.message,
                field=defect.field,
                fix=f"`kubectl explain {resource.id.kind.lower()} --recursive` lists what a cluster knows.",
                source=locator.locate(resource, defect.field),
            )
    elif answer.message.startswith("could not find schema"):
        yield Finding(
            rule=UNKNOWN_KIND,
            severity=Severity.ERROR,
            subject=resource.id,
            message=f"Kubernetes {judge.kubernetes_version} has no {resource.api_version} {resource.id.kind}",
            field="apiVersion",
            fix=_fix_of_unknown_kind(resource, judge.bundle),
            source=locator.locate(resource, "apiVersion"),
        )
    elif answer.status != "statusValid":
        raise ToolFailed(
            f"kubeconform did not judge {resource.id}: {answer.message}",
            hint="is the schema of this kind in --schema-dir a JSON schema?",
        )


def _fix_of_unknown_kind(resource: Resource, bundle: Path) -> str:
    """The versions that are served, else where to put the schema of a custom resource."""
    kind = resource.id.kind
    of_kind = [file for file in bundle.iterdir() if file.name.startswith(f"{kind.lower()}-")]
    contents = [json.loads(file.read_bytes()) for file in of_kind]
    served = sorted({value for content in contents for value in content["properties"]["apiVersion"]["enum"]})
    if served:
        return f"Use {' or '.join(served)}."
    group, _, version = resource.api_version.rpartition("/")
    return f"Give its schema: --schema-dir DIR with {group or version}/{kind.lower()}_{version}.json in it."
