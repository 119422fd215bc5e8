"""What does somebody decide to live with, why, and until when?

Written on the object, one on a line, or as a table of airkust.toml:

    metadata:
      annotations:
        airkust.dev/allow: "single-replica: the license allows one; owner=data-team; until=2027-01-31"
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from airkust.model.field_path import join
from airkust.model.resource import Resource, ResourceId, Source

ANNOTATION = "airkust.dev/allow"
FIELD = join("metadata", "annotations", ANNOTATION)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that may find what it finds in an object.

    Attributes:
        rule: Its name, as written: there may be no such rule.
        subject: The object; kind and name may hold `*` where a file names it.
        reason: Why; "" where nobody said.
        owner: Who answers for it; "" where nobody said.
        until: The last day it holds, as written: it may be no date.
        on_object: Whether it stands in the object's annotations.
        source: The file and line it stands in, where that is known.
    """

    rule: str
    subject: ResourceId
    reason: str
    owner: str
    until: str
    on_object: bool = False
    source: Source | None = None

    @property
    def last_day(self) -> date | None:
        """The last day it holds; None where what is written is no date."""
        return day(self.until)

    def meets(self, rule: str, subject: ResourceId) -> bool:
        """Whether it is about what a rule found in an object."""
        if rule != self.rule:
            return False
        if self.on_object:
            return subject == self.subject
        return fnmatchcase(subject.kind, self.subject.kind) and fnmatchcase(subject.name, self.subject.name)


def day(text: str) -> date | None:
    """The day that is written as 2027-01-31; None for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if text == found.isoformat() else None  # Python takes 20270131 and 2027-W04-7 too


def annotated(resources: Iterable[Resource]) -> Iterator[Waiver]:
    """The waivers that stand on the objects themselves, in their order."""
    for resource in resources:
        for line in resource.annotations.get(ANNOTATION, "").splitlines():
            if line.strip():
                yield _read(line, resource.id)


def _read(line: str, subject: ResourceId) -> Waiver:
    """Whatever is missing stays empty: a rule says so."""
    rule, _, rest = line.partition(":")
    said = {"owner": "", "until": ""}
    reasons = []
    for part in rest.split(";"):
        key, equals, value = part.partition("=")
        if equals and key.strip() in said:
            said[key.strip()] = value.strip()
        elif part.strip():
            reasons.append(part.strip())
    return Waiver(rule.strip(), subject, "; ".join(reasons), said["owner"], said["until"], on_object=True)
