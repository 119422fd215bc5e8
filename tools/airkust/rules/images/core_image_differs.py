"""Two parts of Airflow's core run different versions.

Why: All of them work on one database and hand each other serialized DAGs and messages, in the form of their
    version. An old scheduler beside a new api-server fails on some of these, and a wait for migrations of an
    old image waits for a version of the database that is past.
Fix: Let one place name the image of all, `images:` in the overlay. Different images are fine where both hold
    one version of Airflow and say so in their tag.
See: https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading.html
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.commands import CORE, Component, component_of, invocations
from airkust.model.finding import Severity, Violation
from airkust.model.image import Image, read_image
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

VERSION = re.compile(r"(?<![0-9.])([123]\.[0-9]{1,2}\.[0-9]{1,2})(?![0-9])")
ELSEWHERE = frozenset({Component.MIGRATIONS, Component.WORKER})
"""Judged by rules of their own."""


@dataclass(frozen=True, eq=False)
class User:
    """A container that runs Airflow, and its image."""

    workload: Workload
    container: Container
    image: Image


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = {found.workload for found in rendering.airflow.running(*CORE, Component.WEBSERVER)}
    users = tuple(
        user for workload in rendering.workloads if workload in running for user in _users(workload)
    )
    if not users:
        yield Skip("no core of Airflow is rendered")
        return
    [(usual, _)] = Counter(user.image.text for user in users).most_common(1)
    reference = read_image(usual)
    for user in users:
        differs = _differs(user.image, reference)
        if differs is None:
            yield Unknown(f'whether "{user.image}" and "{usual}" hold one version of Airflow')
        elif differs:
            where = f'container "{user.container.name}"'
            yield Violation(
                user.workload.id,
                f'runs "{user.image}" in {where}, the rest of the core "{usual}"',
                user.container.field_of("image"),
            )


def _users(workload: Workload) -> Iterator[User]:
    """Containers of a component that run Airflow: itself, and what waits before it."""
    for container in workload.all_containers:
        commands = {component_of(words) for words in invocations(container)}
        if commands and not commands & ELSEWHERE and "airflow" in container.image.lower():
            yield User(workload, container, read_image(container.image))


def _differs(image: Image, reference: Image) -> bool | None:
    """Whether they hold two versions of Airflow; None where images of two repositories do not tell."""
    if image.same_as(reference):
        return False
    if image.repository != reference.repository:
        return None
    own, usual = VERSION.search(image.tag), VERSION.search(reference.tag)
    return not (own and usual and own[1] == usual[1])


RULE = Rule(name="core-image-differs", severity=Severity.ERROR, profile=Profile.CORE, check=check)
