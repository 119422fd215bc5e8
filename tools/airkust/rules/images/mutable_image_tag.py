"""An image is named without a tag, or by a tag that is moved from release to release.

Why: A pod that is made anew after a drain pulls whatever the tag means that day: two replicas run different
    versions, task pods another one than the scheduler, and a rollback brings nothing back.
Fix: Name a release, `apache/airflow:3.3.2` for instance, or a digest: under `images:` in the overlay, from
    where it also reaches the task pods.
See: https://kubernetes.io/docs/concepts/containers/images/#image-names
"""

import re
from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.image import Image, read_image
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Rule, Skip, Verdict

MOVED = re.compile(r"(?!v?[0-9])(.+-)?(latest|main|master|stable|edge|nightly)(-.+)?")
"""`slim-latest`, `latest-python3.13`, but not `1.28-stable`: what begins with a number is a release."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    named = dict.fromkeys(_named(rendering))
    if not named:
        yield Skip("nothing rendered names an image")
    for subject, field, text in named:
        if problem := _problem(read_image(text)):
            yield Violation(subject, f'runs "{text}": {problem}', field)


def _named(rendering: Rendering) -> Iterator[tuple[ResourceId, str, str]]:
    """Every image, with the object and the field that name it."""
    for workload in rendering.workloads + rendering.airflow.task_pods:
        for container in workload.all_containers:
            if container.image and not (workload.embedded and container.name == "base"):
                yield workload.id, container.field_of("image"), container.image
    for pods in task_pods(rendering.airflow):
        if pods.image:
            yield pods.image.subject, pods.image.field, pods.image.text


def _problem(image: Image) -> str:
    if image.digest:
        return ""
    if not image.tag:
        return "without a tag this means latest"
    return f'the tag "{image.tag}" is moved with each release' if MOVED.fullmatch(image.tag) else ""


RULE = Rule(name="mutable-image-tag", severity=Severity.ERROR, profile=Profile.HA, check=check)
