"""A variable or an argument refers to a variable that is not set, or not yet.

Why: Kubernetes leaves `$(NAME)` as it stands where no variable NAME is set by envFrom or, for another
    variable, further up in the list. The program then gets these characters as its password, its key or its
    URL.
Fix: Set the variable, above the one that refers to it; write `$$(NAME)` where the characters are meant.
See: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model import tree
from airkust.model.environment import from_sources
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Container
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

REFERENCE = re.compile(r"\$\$|\$\(([A-Za-z_][A-Za-z0-9_]*)\)")
"""Only what could be a variable's name; `$$` is how a dollar sign is written."""

OF_A_SERVICE = re.compile(r"[A-Z0-9_]+_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT(?:_[A-Z0-9_]+)?)")
"""What the kubelet sets for each Service of the namespace."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of `$(NAME)`.

    Attributes:
        wanted: NAME.
        known: The variables that are set before it.
        where: What the use is, as a message says it.
    """

    wanted: str
    known: frozenset[str]
    where: str
    field: str


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for workload in (*rendering.workloads, *rendering.airflow.task_pods):
        for container in workload.all_containers:
            given = from_sources(rendering.index, workload, container)
            for reference in _references(container, frozenset(given.variables)):
                judged = True
                if reference.wanted in reference.known or OF_A_SERVICE.fullmatch(reference.wanted):
                    continue
                if given.unread:
                    yield Unknown(f"whether {' or '.join(given.unread)} sets {reference.wanted}")
                    continue
                yield Violation(
                    workload.id,
                    f'{reference.where} of container "{container.name}" by $({reference.wanted}), which '
                    "nothing before it sets",
                    reference.field,
                )
    if not judged:
        yield Skip("no variable and no argument refers to a variable")


def _references(container: Container, given: frozenset[str]) -> Iterator[Reference]:
    known = given
    for number, entry in enumerate(tree.sequence(container.body, "env")):
        name = tree.text(entry, "name")
        for wanted in dict.fromkeys(filter(None, REFERENCE.findall(tree.text(entry, "value")))):
            yield Reference(wanted, known, f"sets {name}", container.field_of("env", number, "value"))
        known |= {name}
    for part in ("command", "args"):  # as a whole only: in a script $(hostname) is the shell's
        for number, text in enumerate(tree.sequence(container.body, part)):
            found = REFERENCE.fullmatch(text) if isinstance(text, str) else None
            if found and found[1]:
                yield Reference(found[1], known, "gives an argument", container.field_of(part, number))


RULE = Rule(name="undefined-variable", severity=Severity.ERROR, profile=Profile.CORE, check=check)
