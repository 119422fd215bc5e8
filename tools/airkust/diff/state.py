"""What did the cluster say about one object?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from airkust.diff.live import Live
from airkust.diff.packed import unpacked
from airkust.model.resource import ResourceId


@dataclass(frozen=True, slots=True)
class Refusal:
    """An API server's no, from the Status it answered with.

    Attributes:
        code: HTTP status, for instance 422.
        reason: For instance Invalid, Forbidden, NotFound; "" where it is not said.
        message: As said; may quote a Secret, so it is masked before anybody sees it.
        causes: Field paths with what is wrong there, as said; may quote as well.
    """

    code: int
    reason: str
    message: str = field(repr=False)
    causes: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class State:
    """One rendered object beside the cluster; nothing in it is masked yet.

    Attributes:
        id: With the namespace it goes to; "" for a kind that has none.
        desired: As rendered, with that namespace in it.
        live: None where there is none.
        predicted: What the API server says it would be; None where it was not asked or refused. The very body
            of the live object where nothing differs; may be `Packed` like that.
        approximate: Why the API server's word is missing though the object can be compared, for instance
            "no permission to patch"; "" where there is one, or nothing to compare.
        refusal: The answer that stands in the way, where one does.
        error: What went wrong without an answer, for instance a broken connection; "" where nothing did.
        warnings: What the API server warned of, as said.
    """

    id: ResourceId
    desired: Mapping[str, Any] = field(repr=False)
    live: Live | None = None
    predicted: Mapping[str, Any] | None = field(default=None, repr=False)
    approximate: str = ""
    refusal: Refusal | None = None
    error: str = ""
    warnings: tuple[str, ...] = ()

    def unpacked(self) -> "State":
        """The same to look at closely."""
        predicted = self.predicted if self.predicted is None else unpacked(self.predicted)
        return replace(self, live=self.live and self.live.unpacked(), predicted=predicted)


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything the cluster said.

    Attributes:
        states: One for each rendered object, in their order.
        others: Live objects of the kinds and namespaces looked at that are not rendered.
        version: Of the API server, for instance v1.37.1; "" where it did not tell.
        cluster: The name of the context, or "in-cluster".
        errors: What could not be looked at, besides single objects.
        notes: What the permissions do not let us see, so that it is not looked for.
    """

    states: tuple[State, ...]
    others: tuple[Live, ...] = ()
    version: str = ""
    cluster: str = ""
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
