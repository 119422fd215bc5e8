"""What does the API server keep for itself, so that it says nothing about what was applied?

Each rule is true of every object of every cluster. What a controller or a person may write on behalf of
somebody is no noise: it is shown, with its cause.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from airkust.diff.change import Ignored
from airkust.diff.live import LAST_APPLIED
from airkust.diff.place import MISSING, find


@dataclass(frozen=True, slots=True)
class NoiseRule:
    """One field that is not compared.

    Attributes:
        id: What `--explain-ignored` calls it.
        path: Where the field stands.
        why: Why it is not compared, in one line.
    """

    id: str
    path: tuple[str, ...]
    why: str


RULES: Final[tuple[NoiseRule, ...]] = (
    NoiseRule("managed-fields", ("metadata", "managedFields"), "the API server's record of who owns what"),
    NoiseRule("resource-version", ("metadata", "resourceVersion"), "counts every write"),
    NoiseRule("uid", ("metadata", "uid"), "drawn when the object is made; a dry run draws another one"),
    NoiseRule("generation", ("metadata", "generation"), "counts changes of the spec"),
    NoiseRule("creation-timestamp", ("metadata", "creationTimestamp"), "when the object was made"),
    NoiseRule("self-link", ("metadata", "selfLink"), "where the object is, on old clusters"),
    NoiseRule("status", ("status",), "what controllers report; no manifest sets it"),
    NoiseRule(
        "last-applied",
        ("metadata", "annotations", LAST_APPLIED),
        "kubectl apply's note of what it sent: the manifest once more",
    ),
    NoiseRule(
        "deployment-revision",
        ("metadata", "annotations", "deployment.kubernetes.io/revision"),
        "the Deployment controller's count of rollouts",
    ),
)

BY_ID: Final[Mapping[str, NoiseRule]] = {rule.id: rule for rule in RULES}


def bare(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object without what the API server keeps for itself; annotations left empty go as well.

    The body stays as it is, and what is not touched is shared with it.
    """
    kept = body
    for rule in RULES:
        kept = _without(kept, rule.path)
    return kept


def ignored(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Ignored, ...]:
    """What `bare` took away although it differs between two states of an object."""
    return tuple(
        Ignored(rule.path, rule.id)
        for rule in RULES
        if _differ(find(before, rule.path), find(after, rule.path))
    )


def explained(found: tuple[Ignored, ...]) -> Iterator[tuple[Ignored, str]]:
    """What is not shown, each with the reason."""
    return ((each, BY_ID[each.rule].why) for each in found if each.rule in BY_ID)


def _differ(before: object, after: object) -> bool:
    if before is MISSING or after is MISSING:
        return before is not after
    return before != after


def _without(body: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
    name, *rest = path
    if name not in body:
        return body
    if not rest:
        return {key: value for key, value in body.items() if key != name}
    inner = body[name]
    if not isinstance(inner, Mapping):
        return body
    left = _without(inner, tuple(rest))
    if left is inner:
        return body
    if not left and name == "annotations":
        return {key: value for key, value in body.items() if key != name}
    return {**body, name: left}
