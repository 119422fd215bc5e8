"""Which objects of one kind are live in one namespace?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from airkust.cluster.client import Client
from airkust.cluster.discovery import ApiKind
from airkust.diff.live import Live, live
from airkust.diff.state import Refusal
from airkust.errors import ClusterFailed
from airkust.model import tree

PAGE = 100
"""Objects in one answer. kubectl asks for 500, of which Deployments take 20 MB while they are read."""

Place = tuple[ApiKind, str]
"""A kind and a namespace; "" where the kind has none."""

Keep = Callable[[Mapping[str, Any]], bool]
"""Whether an object is worth keeping that nobody asked for."""


@dataclass(slots=True)
class Listing:
    """What was found in one place.

    Attributes:
        wanted: By name, of those that were asked for.
        others: What else is worth keeping.
        refusal: Why it is not known what is there, by the server's word.
        error: Why it is not known, where there was no answer.
    """

    wanted: dict[str, Live] = field(default_factory=dict)
    others: list[Live] = field(default_factory=list)
    refusal: Refusal | None = None
    error: str = ""


def listing(client: Client, place: Place, names: frozenset[str], keep: Keep) -> Listing:
    """The objects of a place, page by page, of each what is worth keeping; packed where they are many."""
    kind, namespace = place
    found = Listing()
    query = {"limit": str(PAGE)}
    try:
        while True:
            answer = client.get(kind.path(namespace), query=query)
            again = tree.text(answer.body, "metadata", "continue")
            # Gone: the state the pages were of is forgotten; the token in the answer goes on with the present
            if not answer.ok and not (answer.status == HTTPStatus.GONE and again):
                found.refusal = answer.refusal
                return found
            many = bool(again) or "continue" in query
            for item in tree.sequence(answer.body, "items"):
                _take(found, kind, item, names, keep, packing=many)
            if not again or again == query.get("continue"):
                return found
            query["continue"] = again
    except ClusterFailed as error:
        found.error = error.message
        return found


def read(client: Client, kind: ApiKind, namespace: str, name: str) -> Live | Refusal | None:
    """One object; None where there is none.

    Raises:
        ClusterFailed: There is no answer.
    """
    answer = client.get(kind.path(namespace, name))
    if answer.ok:
        return _live(kind, tree.mapping(answer.body))
    return None if answer.status == HTTPStatus.NOT_FOUND else answer.refusal


def _take(
    found: Listing, kind: ApiKind, item: object, names: frozenset[str], keep: Keep, *, packing: bool
) -> None:
    body = tree.mapping(item)
    name = tree.text(body, "metadata", "name")
    if name in names:
        wanted = _live(kind, body)
        found.wanted[name] = wanted.packed() if packing else wanted
    elif keep(body):
        found.others.append(_live(kind, body))


def _live(kind: ApiKind, body: Mapping[str, Any]) -> Live:
    """An object; those in lists do not tell what they are."""
    return live({**body, "apiVersion": kind.api_version, "kind": kind.kind})
