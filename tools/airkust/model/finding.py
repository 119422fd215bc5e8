"""What is one judgement, before and after the engine has signed it?"""

from dataclasses import dataclass
from enum import StrEnum

from airkust.model.resource import ResourceId, Source


class Severity(StrEnum):
    """How bad a finding is: errors fail a check by default, the others inform."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Edit:
    """A field of the subject and what it should say, where that can be computed.

    Attributes:
        field: Path inside the subject, as for a violation.
        value: The new value, as YAML; "" takes the field away.
    """

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Violation:
    """What a rule yields: it knows neither its own name nor its severity.

    Attributes:
        subject: The object that is wrong.
        message: What is, with the values and numbers used. Never the data of a Secret.
        field: Path inside the subject, for instance `spec.replicas` or
            `spec.template.spec.containers[0].image`; "" for the object as a whole.
        related: Other objects the judgement rests on.
        edits: What would mend it, where that can be computed without asking anybody.
    """

    subject: ResourceId
    message: str
    field: str = ""
    related: tuple[ResourceId, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation, signed by the engine: what reporters print."""

    rule: str
    severity: Severity
    subject: ResourceId
    message: str
    field: str
    fix: str
    source: Source | None
    related: tuple[ResourceId, ...] = ()
    edits: tuple[Edit, ...] = ()
