"""What Airflow writes to a scratch volume may fill the disk of the node.

Why: Logs, cloned DAGs and temporary files grow in an emptyDir. Without a bound they grow until the node is
    under disk pressure, and the kubelet then evicts pods of every owner, not only the one that wrote.
Fix: Give the volume a `sizeLimit`, or all containers of the pod a limit of ephemeral-storage: then the one
    pod that writes too much is evicted, alone.
See: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage
    https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    workloads = (*dict.fromkeys(found.workload for found in airflow.containers), *airflow.task_pods)
    volumes = {workload: tuple(_scratch_volumes(workload)) for workload in workloads}
    if not any(volumes.values()):
        yield Skip("no pod of Airflow has a scratch volume")
    for workload, found in volumes.items():
        if not _limited(workload):
            yield from (_violation(workload, number, name) for number, name, bounded in found if not bounded)


def _scratch_volumes(workload: Workload) -> Iterator[tuple[int, str, bool]]:
    """Position and name of each emptyDir, and whether it has a bound; one in memory counts as memory."""
    for number, volume in enumerate(tree.sequence(workload.pod_spec, "volumes")):
        if "emptyDir" in tree.mapping(volume) and tree.text(volume, "emptyDir", "medium") != "Memory":
            bounded = tree.at(volume, "emptyDir", "sizeLimit") is not None
            yield number, tree.text(volume, "name"), bounded


def _limited(workload: Workload) -> bool:
    """Whether the pod as a whole has a limit: only if each of its containers has one."""
    return all(
        tree.at(container.body, "resources", "limits", "ephemeral-storage") is not None
        for container in workload.all_containers
        if container.long_lived
    )


def _violation(workload: Workload, number: int, name: str) -> Violation:
    pods = "makes task pods with" if workload.embedded else "has"
    message = f'{pods} the scratch volume "{name}" without sizeLimit and without a limit of ephemeral-storage'
    return Violation(workload.id, message, workload.field_of("spec", "volumes", number, "emptyDir"))


RULE = Rule(name="unbounded-scratch-volume", severity=Severity.WARNING, profile=Profile.HA, check=check)
