"""What runs where? Airflow's pods as the API server knows them, asked over one connection's worth of work."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.cluster.drills.figures import Task
from tests.cluster.ha.facts import CORE, LABEL, NAMESPACE, TASKS

from lab.api import Api

Object = dict[str, Any]


@dataclass
class Core:
    """The namespace of Airflow.

    Attributes:
        api: The API server.
        gone_nodes: What a drill has broken and Kubernetes may not have noticed: no pod there is ready.
        gone_pods: The same by uid.
    """

    api: Api
    gone_nodes: set[str] = field(default_factory=set)
    gone_pods: set[str] = field(default_factory=set)

    def pods(self, selector: str = CORE) -> list[Object]:
        path = f"/api/v1/namespaces/{NAMESPACE}/pods?labelSelector={quote(selector)}"
        listed: list[Object] = self.api.get(path)["items"]
        return listed

    def of(self, component: str) -> list[Object]:
        """The ready pods of a component, the oldest first: clients hold connections to it for longest."""
        pods = (pod for pod in self.pods(f"{LABEL}={component}") if self.is_ready(pod))
        return sorted(pods, key=lambda pod: str(pod["metadata"]["creationTimestamp"]))

    def deployments(self) -> list[Object]:
        listed: list[Object] = self.api.get(f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments")["items"]
        return listed

    def is_ready(self, pod: Object) -> bool:
        conditions = {entry["type"]: entry["status"] for entry in pod["status"].get("conditions", ())}
        return (
            conditions.get("Ready") == "True"
            and "deletionTimestamp" not in pod["metadata"]
            and pod["spec"].get("nodeName") not in self.gone_nodes
            and pod["metadata"]["uid"] not in self.gone_pods
        )

    def lacking(self) -> dict[str, int]:
        """The Deployments without all their replicas, of the newest template: how many are ready."""
        ready: dict[str, int] = {}
        for pod in self.pods():
            name = f"airflow-{pod['metadata']['labels'][LABEL]}"
            ready[name] = ready.get(name, 0) + self.is_ready(pod)
        return {
            item["metadata"]["name"]: ready.get(item["metadata"]["name"], 0)
            for item in self.deployments()
            if ready.get(item["metadata"]["name"], 0) < item["spec"]["replicas"] or not _rolled_out(item)
        }

    def tasks_on(self, node: str) -> set[Task]:
        """The tasks whose pods are on a node and have not ended."""
        return {
            task_of(pod)
            for pod in self.pods(TASKS)
            if pod["spec"].get("nodeName") == node and pod["status"]["phase"] in {"Pending", "Running"}
        }

    def running_tasks(self) -> list[Object]:
        """The pods of tasks, but for those on a broken node, which stay until it is back."""
        return [pod for pod in self.pods(TASKS) if pod["spec"].get("nodeName") not in self.gone_nodes]

    def busiest_node(self) -> str:
        """The node with most task pods, whose loss hurts most."""
        places = [pod["spec"].get("nodeName", "") for pod in self.running_tasks()]
        return str(max(sorted(set(places) - {""}), key=places.count))


def task_of(pod: Object) -> Task:
    """The task of a pod, as the executor has written it down."""
    said = pod["metadata"]["annotations"]
    return Task(said["task_id"], int(said.get("map_index", -1)))


def _rolled_out(deployment: Object) -> bool:
    status = deployment["status"]
    wanted = deployment["spec"]["replicas"]
    return bool(
        status.get("observedGeneration") == deployment["metadata"]["generation"]
        and status.get("updatedReplicas", 0) == status.get("replicas", 0) == wanted
    )
