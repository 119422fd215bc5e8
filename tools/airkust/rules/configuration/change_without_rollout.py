"""A changed ConfigMap or Secret does not reach the pods that were started from it.

Why: Variables are read when a container starts, and a file mounted by subPath is never renewed. After a
    change the running pods keep the old value, and each pod that is made anew after a drain has the new one:
    two replicas with two signing keys, or two executors.
Fix: Let the name change with the content, as a `configMapGenerator` does, or put a checksum of the content
    into an annotation of the pod template.
See: https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
    https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#generating-resources
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.references import references
from airkust.model.rendering import Rendering
from airkust.model.rollouts import renamed_with_content, rolled_by_annotation
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict

KINDS = frozenset({"ConfigMap", "Secret"})


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*CORE, Component.WORKER, Component.WEBSERVER)
    workloads = dict.fromkeys(found.workload for found in running)
    if not workloads:
        yield Skip("no long-lived component of Airflow is rendered")
    for workload in workloads:
        if not rolled_by_annotation(workload):
            yield from _judge(rendering, workload)


def _judge(rendering: Rendering, workload: Workload) -> Iterator[Verdict]:
    frozen, seen = _mounted_by_sub_path(workload), set()
    for reference in references(workload):
        in_volume = ".volumes[" in reference.field
        if reference.kind not in KINDS or renamed_with_content(reference.name):
            continue
        target = rendering.get(reference.kind, reference.name, workload.namespace)
        how = "mounts {} by subPath" if in_volume else "takes variables from {}"
        if target is None or (target.id, how) in seen:
            continue  # what the site makes, it also rolls out
        if not in_volume or any(reference.field.startswith(field) for field in frozen):
            seen.add((target.id, how))
            message = f"{how.format(target.id)}, and is not rolled out when that changes"
            yield Violation(workload.id, message, reference.field, related=(target.id,))


def _mounted_by_sub_path(workload: Workload) -> tuple[str, ...]:
    """The fields of the volumes of which a container mounts a part."""
    names = {
        tree.text(mount, "name")
        for container in workload.all_containers
        for mount in tree.sequence(container.body, "volumeMounts")
        if tree.text(mount, "subPath")
    }
    return tuple(
        f"{workload.field_of('spec', 'volumes', number)}."
        for number, volume in enumerate(tree.sequence(workload.pod_spec, "volumes"))
        if tree.text(volume, "name") in names
    )


RULE = Rule(name="change-without-rollout", severity=Severity.WARNING, profile=Profile.HA, check=check)
