"""Is there a place for everything when one pod of a component is lost?

That nothing is left of a single one, single-replica says: of it only the places that it has are judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.facts import said_in
from airkust.model.finding import Violation
from airkust.model.number import number_of, whole
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Skip, Unknown, Verdict


@dataclass(frozen=True, slots=True)
class Limit:
    """How many each pod of a component takes.

    Attributes:
        section: Of the setting that says so.
        key: Of that setting.
        flag: The option of the command that says it instead; "" where there is none.
        places: What they are called, in the plural.
    """

    component: Component
    section: str
    key: str
    flag: str
    places: str


@dataclass(frozen=True, eq=False)
class _Group:
    """The pods of one workload, at the least."""

    user: AirflowContainer
    pods: int
    each: float

    def __str__(self) -> str:
        return f"{self.user.workload.id.name} {self.pods} * {whole(self.each)}"


def judge(rendering: Rendering, limit: Limit, wanted: int | None, fact: str) -> Iterator[Verdict]:
    """A violation where all pods but one have fewer places than are wanted.

    Args:
        rendering: Where the pods are looked for.
        limit: How many each takes.
        wanted: How many there must be; None where nobody says.
        fact: Where somebody would, as `ha.yaml` writes it.
    """
    found = [_group(rendering, user, limit) for user in rendering.airflow.running(limit.component)]
    groups = [group for group in found if isinstance(group, _Group)]
    yield from (Unknown(group.fact) for group in found if isinstance(group, Undetermined))
    if not found:
        yield Skip(f"no {limit.component} is rendered")
    elif wanted is None:
        yield Unknown(said_in(fact))
    elif len(groups) == len(found):
        left = sum(group.pods * group.each for group in groups)
        if _several(groups):
            left -= max(group.each for group in groups if group.pods)
        if left < wanted:
            yield _violation(limit, groups, left, f"{wanted} are needed ({said_in(fact)})")


def _several(groups: list[_Group]) -> bool:
    return sum(group.pods for group in groups) > 1


def _violation(limit: Limit, groups: list[_Group], left: float, needed: str) -> Violation:
    user = groups[0].user
    setting = user.settings.get(limit.section, limit.key)
    subjects = [group.user.workload.id for group in groups]
    subject = setting.holder or subjects[0]
    terms = " + ".join(map(str, groups))
    has = f"has {whole(left)} {limit.places} ({terms})"
    leaves = f"leaves {whole(left)} {limit.places} when one {limit.component} is lost ({terms}, less one)"
    return Violation(
        subject,
        f"{leaves if _several(groups) else has}, and {needed}",
        setting.field,
        related=tuple(dict.fromkeys(each for each in subjects if each != subject)),
    )


def _group(rendering: Rendering, user: AirflowContainer, limit: Limit) -> _Group | Undetermined:
    size = rendering.replicas(user.workload)
    if size is None:
        return Undetermined(f"how many pods {user.workload} has")
    words = [part for word in user.words for part in word.split("=", 1)]
    if limit.flag and limit.flag in words[:-1]:
        given = words[words.index(limit.flag) + 1]
        if not (given.isascii() and given.isdigit()):
            return Undetermined(f"{limit.flag} {given} of {user.workload}")
        return _Group(user, size.minimum, int(given))
    each = number_of(user.settings, limit.section, limit.key)
    return each if isinstance(each, Undetermined) else _Group(user, size.minimum, each)
