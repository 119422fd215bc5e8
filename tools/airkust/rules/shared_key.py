"""Do the components that need one key read it from the same place?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airkust.model.airflow import AirflowContainer
from airkust.model.finding import Violation
from airkust.model.value import Known, SecretRef, Undetermined, Value
from airkust.rules.rule import Unknown, Verdict


@dataclass(frozen=True, slots=True)
class SharedKey:
    """A setting that must be the same in several components.

    Attributes:
        without: What a component does that has none, as the end of a sentence.
        may_be_empty: An empty one is a choice, not a key that is missing.
    """

    section: str
    key: str
    without: str
    may_be_empty: bool = False

    def __str__(self) -> str:
        return f"[{self.section}] {self.key}"


def judge(shared: SharedKey, users: Sequence[AirflowContainer]) -> Iterator[Verdict]:
    """A violation for each component without the key, and for each that reads another than the first."""
    known: list[tuple[AirflowContainer, Value]] = []
    for user in users:
        value = user.settings.get(shared.section, shared.key).value
        if value is None or (value == Known("") and not shared.may_be_empty):
            message = f"runs the {user.component} without {shared}, which {shared.without}"
            yield Violation(user.workload.id, message, user.container.field)
        elif isinstance(value, Undetermined):
            yield Unknown(f"{shared} of {user.workload}: {value.fact}")
        else:
            known.append((user, value))
    for user, value in known[1:]:
        yield from _compare(shared, known[0], (user, value))


def _compare(
    shared: SharedKey, first: tuple[AirflowContainer, Value], second: tuple[AirflowContainer, Value]
) -> Iterator[Verdict]:
    (user, value), (other, another) = first, second
    if value == another:
        return
    if type(value) is not type(another):
        yield Unknown(f"whether {shared} is the same in {user.workload} and {other.workload}")
        return
    setting = other.settings.get(shared.section, shared.key)
    message = f"gives the {other.component} another {shared} than the {user.component} has"
    if isinstance(value, SecretRef):
        message += f": {another}, not {value}"
    yield Violation(
        other.workload.id,
        message,
        setting.field if setting.holder == other.workload.id else other.container.field,
        related=() if user.workload is other.workload else (user.workload.id,),
    )
