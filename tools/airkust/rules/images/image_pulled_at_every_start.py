"""A pod asks the registry for its image each time it starts, although the node has it.

Why: With the pull policy Always a container does not start while the registry is away, limits requests or
    has lost the credentials: exactly when a node is lost and many pods start at once. A task pod that cannot
    start fails its task. The policy is also the default for the tag latest.
Fix: Name a release or a digest, and set `imagePullPolicy: IfNotPresent`. Where the policy is to check who
    may use an image, the admission plugin AlwaysPullImages does so for the whole cluster.
See: https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.commands import CORE, Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.image import read_image
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Container
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*CORE, Component.WEBSERVER, Component.WORKER)
    workloads = dict.fromkeys((*(found.workload for found in running), *rendering.airflow.task_pods))
    if not workloads:
        yield Skip("no pod of Airflow is rendered")
    for workload in workloads:
        for container in workload.all_containers:
            if why := _always(container):
                field = container.field_of("imagePullPolicy")
                whose = "makes task pods that pull" if workload.embedded else "pulls"
                yield Violation(
                    workload.id,
                    f'{whose} "{container.image}" at each start of container "{container.name}": {why}',
                    field,
                    edits=(Edit(field, "IfNotPresent"),) if _fixed(container) else (),
                )


def _always(container: Container) -> str:
    policy = tree.text(container.body, "imagePullPolicy")
    if policy == "Always":
        return "imagePullPolicy is Always"
    implied = not policy and container.image and not _fixed(container)
    return "imagePullPolicy defaults to Always for the tag latest" if implied else ""


def _fixed(container: Container) -> bool:
    """Whether the reference may mean the same image tomorrow."""
    image = read_image(container.image)
    return bool(image.digest) or image.tag not in {"", "latest"}


RULE = Rule(name="image-pulled-at-every-start", severity=Severity.WARNING, profile=Profile.HA, check=check)
