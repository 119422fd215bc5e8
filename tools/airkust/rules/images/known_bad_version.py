"""Airflow runs in a version in which several schedulers are known to break each other or themselves.

Why: Some releases fail only with the KubernetesExecutor and a second scheduler, or at the restart that high
    availability is for. Nothing in their manifests is wrong, and tests with one scheduler pass.
Fix: Take a release after the one named. In an image of your own a newer
    `apache-airflow-providers-cncf-kubernetes` (10.19.0 or later) does as well.
See: https://github.com/apache/airflow/issues/66396
    https://github.com/apache/airflow/pull/67850
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.finding import Severity, Violation
from airkust.model.image import read_image
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods, task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

OFFICIAL = "apache/airflow"
VERSION = re.compile(r"(3\.[0-9]+\.[0-9]+)(?![0-9.])")


@dataclass(frozen=True, slots=True)
class Bug:
    """What a release does.

    Attributes:
        version: Of Airflow; the official image holds the provider of its time.
        schedulers: From how many on it shows.
        effect: What each scheduler does then, as a clause.
    """

    version: str
    schedulers: int
    effect: str


BUGS = {
    bug.version: bug
    for bug in (
        Bug("3.2.1", 2, "each takes completed task pods from the others, again and again"),
        Bug("3.2.2", 1, "each ends at its start while there are tasks of a lost one to adopt"),
    )
}


def check(rendering: Rendering) -> Iterator[Verdict]:
    made = task_pods(rendering.airflow)
    if not made:
        yield Skip("no scheduler that makes task pods is rendered")
        return
    total = sum(
        _replicas(rendering, pods) for pods in {pods.scheduler.workload: pods for pods in made}.values()
    )
    for pods in made:
        yield from _judge(pods, total)


def _replicas(rendering: Rendering, pods: TaskPods) -> int:
    size = rendering.replicas(pods.scheduler.workload)
    return size.maximum if size else 1


def _judge(pods: TaskPods, schedulers: int) -> Iterator[Verdict]:
    container = pods.scheduler.container
    image = read_image(container.image)
    found = VERSION.match(image.tag)
    bug = BUGS.get(found[1]) if found else None
    if bug is None or schedulers < bug.schedulers:
        return
    if image.repository != OFFICIAL:
        yield Unknown(f'which apache-airflow-providers-cncf-kubernetes "{image}" holds')
        return
    number = f"{schedulers} schedulers" if schedulers > 1 else "one scheduler"
    message = f'runs {number} of "{image}": {bug.effect}'
    yield Violation(pods.scheduler.workload.id, message, container.field_of("image"))


RULE = Rule(name="known-bad-version", severity=Severity.ERROR, profile=Profile.CORE, check=check)
