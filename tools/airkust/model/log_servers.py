"""Who serves the logs of running tasks, and by which host name is it asked for them?

Source: `_get_log_retrieval_url` of `airflow/utils/log/file_task_handler.py`, apache-airflow-core 3.3.2: the
api-server asks http://<host name of the task instance>:8793, or the triggerer's at 8794. The name is what
`[core] hostname_callable` returned where the task ran.
"""

from airkust.model import tree
from airkust.model.airflow import Airflow, AirflowContainer
from airkust.model.commands import Component
from airkust.model.index import ResourceIndex
from airkust.model.local_executor import local_schedulers
from airkust.model.workload import Workload

BY_ADDRESS = "airflow.utils.net.get_host_ip_address"
"""The callable whose answer needs no DNS."""

BY_NAME = frozenset({"airflow.utils.net.getfqdn", "socket.getfqdn", "socket.gethostname"})


def log_servers(airflow: Airflow) -> tuple[AirflowContainer, ...]:
    """Celery workers, schedulers that run tasks, and triggerers; logs of task pods come from Kubernetes."""
    return airflow.running(Component.WORKER, Component.TRIGGERER) + local_schedulers(airflow)


def has_name(index: ResourceIndex, workload: Workload) -> bool | None:
    """Whether DNS knows the host name of each of its pods.

    It does for a StatefulSet whose headless Service exists.

    Returns:
        None where the pods have the names of their nodes.
    """
    if tree.at(workload.pod_spec, "hostNetwork") is True:
        return None
    name = tree.text(workload.resource.body, "spec", "serviceName")
    service = index.get("Service", name, workload.namespace) if name else None
    headless = service is not None and tree.at(service.body, "spec", "clusterIP") == "None"
    return workload.kind == "StatefulSet" and headless


def claims(workload: Workload) -> frozenset[str]:
    """The PersistentVolumeClaims its pods share with others."""
    volumes = tree.sequence(workload.pod_spec, "volumes")
    names = (tree.text(volume, "persistentVolumeClaim", "claimName") for volume in volumes)
    return frozenset(name for name in names if name)
