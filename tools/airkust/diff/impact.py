"""What is one consequence of a change?"""

from dataclasses import dataclass
from enum import StrEnum

from airkust.model.finding import Severity
from airkust.model.resource import ResourceId


class Gate(StrEnum):
    """What `--fail-on` can ask for."""

    RECREATE = "recreate"
    """An object has to be deleted and made anew."""
    RESTART = "restart"
    """Pods are replaced."""
    DRIFT = "drift"
    """Somebody changed the cluster by hand."""
    HA = "ha"
    """A guarantee of high availability is lost, or running tasks are at risk."""


class ImpactKind(StrEnum):
    """What a consequence is about."""

    ROLLOUT = "rollout"
    RECREATE = "recreate"
    STALE = "stale"
    GUARANTEE = "guarantee"
    RISK = "risk"
    AUTOSCALER = "autoscaler"
    ORPHAN = "orphan"
    CONFLICT = "conflict"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Impact:
    """One consequence.

    Attributes:
        kind: What it is about.
        subject: The object it happens to.
        message: What happens, in one sentence with the numbers used. Never the data of a Secret.
        gate: The gate that fails on it; None where none does.
        severity: How much a person should care.
        seconds: How long it takes, at least and at most, where that can be estimated.
        because: The objects whose change brings it about, the subject not repeated.
        rule: The rule of `check` that says so; "" where none does.
        fix: What to do about it; "" where nothing is to be done.
    """

    kind: ImpactKind
    subject: ResourceId
    message: str
    gate: Gate | None = None
    severity: Severity = Severity.INFO
    seconds: tuple[float, float] | None = None
    because: tuple[ResourceId, ...] = ()
    rule: str = ""
    fix: str = ""
