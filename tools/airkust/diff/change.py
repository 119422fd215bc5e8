"""What is one difference between two states of an object?"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from airkust.model import field_path

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list that is known by what it says and not by where it stands.

    Attributes:
        keys: Its merge keys with their values, for instance `(("containerPort", 8080), ("protocol", "TCP"))`.
            One key without a name for an item of a set, such as a finalizer: `(("", "foo"),)`.
    """

    keys: tuple[tuple[str, Scalar], ...]

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" if name else str(value) for name, value in self.keys)


Step = str | int | Item
Path = tuple[Step, ...]


def text(path: Path) -> str:
    """A path as a person reads it: `spec.template.spec.containers[name=airflow].image`."""
    written = ""
    for step in path:
        match step:
            case Item():
                written += f"[{step}]"
            case int():
                written += f"[{step}]"
            case str():
                inner = field_path.join(step)
                written += inner if inner.startswith("[") or not written else f".{inner}"
    return written


class ChangeKind(StrEnum):
    """What happens to a field."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


class CauseKind(StrEnum):
    """Why the cluster differs from what would be applied."""

    GIT = "git"
    """The manifests have moved on since they were applied."""
    DRIFT = "drift"
    """Somebody changed the live object."""
    CONFLICT = "conflict"
    """Another manager applies this field, too."""
    AUTOSCALER = "autoscaler"
    DEFAULT = "default"
    """The API server fills it in."""
    WEBHOOK = "webhook"
    """Admission changes it."""
    UNKNOWN = "unknown"
    """Nothing is on record."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who is behind a change.

    Attributes:
        manager: As managedFields names it, and `kubectl-scale`; "" where nobody is on record.
        at: When that manager last wrote to the object, be it this field or another.
        note: What else a person should know, for instance that the field will not go.
    """

    kind: CauseKind
    manager: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field, or one item of a list, that is not the same in both states.

    Attributes:
        path: Where. Below the root of the object.
        before: What is live; None for what is added. Secrets are masked. For REORDERED: the
            steps of the items, as a tuple, in their order.
        after: What would be; None for what is removed.
        inner: Where both are text that holds a document (YAML, JSON, INI): the differences inside,
            each with the whole path.
        order_matters: For REORDERED: what is in the items depends on their order, as `$(NAME)` in
            variables does.
        standing: With a base revision: the base differs from the cluster here in the same way.
        place: For an ADDED item of a list: its index in the list as it would be.
    """

    path: Path
    kind: ChangeKind
    before: Any = field(default=None, repr=False)
    after: Any = field(default=None, repr=False)
    inner: "tuple[Change, ...]" = ()
    cause: Cause | None = None
    order_matters: bool = False
    standing: bool = False
    place: int | None = None

    @property
    def field(self) -> str:
        """The path as a person reads it."""
        return text(self.path)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A difference that is not shown, and the rule that hides it.

    Attributes:
        rule: Its id in `diff/noise.py`.
    """

    path: Path
    rule: str

    @property
    def field(self) -> str:
        """The path as a person reads it."""
        return text(self.path)
