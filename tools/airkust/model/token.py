"""Do the pods of a workload carry a token for the Kubernetes API?"""

from airkust.model import tree
from airkust.model.index import ResourceIndex
from airkust.model.workload import Workload


def mounts_token(index: ResourceIndex, workload: Workload) -> bool | None:
    """Whether the kubelet mounts one: what the pod says counts before what its ServiceAccount says.

    Returns:
        None where the pod says nothing and its ServiceAccount is not rendered.
    """
    if any(
        tree.at(source, "serviceAccountToken") is not None
        for volume in tree.sequence(workload.pod_spec, "volumes")
        for source in tree.sequence(volume, "projected", "sources")
    ):
        return True
    said = workload.pod_spec.get("automountServiceAccountToken")
    if isinstance(said, bool):
        return said
    account = index.get("ServiceAccount", workload.service_account, workload.namespace)
    if account is not None:
        return account.body.get("automountServiceAccountToken") is not False
    return True if workload.service_account == "default" else None
