"""Who takes part when Airflow works, and what do they say to each other?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from airkust.model.resource import ResourceId
from airkust.model.value import Elsewhere, Known, Value
from airkust.model.workload import Workload


class PartyKind(StrEnum):
    """What a party is, as far as that changes what its loss means."""

    PEOPLE = "people"
    TASKS = "tasks"
    JOBS = "jobs"
    COMPONENT = "component"
    POOLER = "pooler"
    INSIDE = "inside"  # another workload of the rendering: a database, a broker
    KUBERNETES = "kubernetes"
    OUTSIDE = "outside"  # a system the manifests only name


@dataclass(frozen=True, slots=True)
class Party:
    """One box of the picture.

    Attributes:
        key: Tells it from all others.
        name: What to call it.
        detail: A second line: a host, or the Secret that holds one.
        workload: What runs it; None for what is not rendered, and for several at once.
    """

    key: str
    kind: PartyKind
    name: str
    detail: str = ""
    workload: Workload | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why we believe that two parties talk.

    Attributes:
        text: The setting or object, and what it says. Never a password.
        holder: The object it stands in; None for what Airflow always does.
        field: Where in the holder.
    """

    text: str
    holder: ResourceId | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One party calls another.

    Attributes:
        purpose: What for.
        certain: False where the address stands in a Secret and the other end is a conclusion.
    """

    source: Party
    target: Party
    purpose: str
    evidence: tuple[Evidence, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Traffic:
    """All of it.

    Attributes:
        parties: Those that call or are called, in the order they were met.
        links: One per pair.
    """

    parties: tuple[Party, ...]
    links: tuple[Link, ...]


def origin(value: Value | None) -> str:
    """Where a value comes from that is not spelled out. No command is shown: it may hold what it prints."""
    match value:
        case Elsewhere(how="command"):
            return "what a command prints"
        case None | Known():
            return ""
        case _:
            return str(value)


def gathered(links: Iterable[Link]) -> Traffic:
    """Links with the same ends become one, which is certain if one of them is."""
    merged: dict[tuple[str, str], Link] = {}
    for link in links:
        key = (link.source.key, link.target.key)
        known = merged.get(key)
        merged[key] = _merged(known, link) if known else link
    parties = {party.key: party for link in merged.values() for party in (link.source, link.target)}
    return Traffic(tuple(parties.values()), tuple(merged.values()))


def _merged(one: Link, other: Link) -> Link:
    purposes = dict.fromkeys([*one.purpose.split(", "), *other.purpose.split(", ")])
    evidence = tuple(dict.fromkeys([*one.evidence, *other.evidence]))
    certain = one.certain or other.certain
    return Link(one.source, one.target, ", ".join(purposes), evidence, certain)


def of_kind(parties: Iterable[Party], *kinds: PartyKind) -> Iterator[Party]:
    """The parties of these kinds."""
    return (party for party in parties if party.kind in kinds)
