"""Are the edges of a task those that are written, where a cluster enforces them?

`tests/promises` goes through all rules; this asks the network, from a pod that looks like a task's.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from tests.cluster.ha.facts import LABEL, NAMESPACE, SITE
from tests.cluster.kubectl import Kubectl, wait_until

CLIENT = """
import socket, sys
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=5)
except OSError as error:
    print(error)
else:
    print("reached")
"""
TASK = {"app.kubernetes.io/name": "airflow", LABEL: "task"}
STRANGER = {"app": "stranger"}
SERVICES = {
    "database": (SITE, "database", 5432),
    "pooler": (NAMESPACE, "airflow-pgbouncer", 6432),
    "Kubernetes API": ("default", "kubernetes", 443),
    "execution API": (NAMESPACE, "airflow-execution-api", 8080),
}


def pod(name: str, labels: dict[str, str], image: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "labels": labels},
        "spec": {
            "automountServiceAccountToken": False,
            "terminationGracePeriodSeconds": 0,
            "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
            "containers": [
                {
                    "name": "base",
                    "image": image,
                    "command": ["sleep", "infinity"],
                    "resources": {
                        "requests": {"cpu": "10m", "memory": "64Mi"},
                        "limits": {"memory": "256Mi"},
                    },
                    "securityContext": {
                        "allowPrivilegeEscalation": False,
                        "capabilities": {"drop": ["ALL"]},
                    },
                }
            ],
        },
    }


@dataclass(frozen=True)
class Neighbours:
    """Pods that connect to Services by address: a name that is not resolved would look like a closed door."""

    kubectl: Kubectl
    addresses: dict[str, tuple[str, int]]

    def answer(self, source: str, service: str) -> str:
        address, port = self.addresses[service]
        inside = ["exec", source, "--container", "airflow" if "/" in source else "base", "--"]
        return self.kubectl.run(*inside, "python", "-c", CLIENT, address, str(port)).strip()


@pytest.fixture(scope="module")
def neighbours(applied: Kubectl, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    """A pod with a task's labels and one with nobody's, once the policies hold for the first."""
    [scheduler] = applied.items("deployment", "--selector", f"{LABEL}=scheduler")
    image = scheduler["spec"]["template"]["spec"]["containers"][0]["image"]
    pods = [pod("like-a-task", TASK, image), pod("stranger", STRANGER, image)]
    manifest = tmp_path_factory.mktemp("policies") / "pods.json"
    manifest.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": pods}))
    applied.run("apply", "-f", str(manifest))
    applied.run("wait", "--for=condition=Ready", "pod/like-a-task", "pod/stranger", "--timeout=300s")
    addresses = {}
    for name, (namespace, service, port) in SERVICES.items():
        where = Kubectl(applied.kubeconfig, namespace)
        addresses[name] = (where.run("get", "service", service, "--output=jsonpath={.spec.clusterIP}"), port)
    here = Neighbours(applied, addresses)
    wait_until(lambda: here.answer("like-a-task", "pooler") != "reached", "policies to hold", deadline=60)
    yield here
    applied.run("delete", "-f", str(manifest))


@pytest.mark.parametrize("service", ["database", "pooler", "Kubernetes API"])
def test_a_task_does_not_reach(service: str, neighbours: Neighbours, kubectl: Kubectl) -> None:
    assert neighbours.answer("like-a-task", service) != "reached"


def test_a_task_reaches_the_execution_api(neighbours: Neighbours, kubectl: Kubectl) -> None:
    assert neighbours.answer("like-a-task", "execution API") == "reached"


def test_a_task_resolves_names(neighbours: Neighbours, kubectl: Kubectl) -> None:
    question = "import socket; print(socket.gethostbyname('airflow-execution-api'))"
    said = kubectl.run("exec", "like-a-task", "--", "python", "-c", question)
    assert said.strip() == neighbours.addresses["execution API"][0]


@pytest.mark.parametrize("service", ["pooler", "execution API"])
def test_nobody_else_reaches(service: str, neighbours: Neighbours, kubectl: Kubectl) -> None:
    assert neighbours.answer("stranger", service) != "reached"


@pytest.mark.parametrize(
    ("source", "service"),
    [
        ("stranger", "database"),  # no policy is about either
        ("deployment/airflow-scheduler", "pooler"),
        ("deployment/airflow-scheduler", "Kubernetes API"),
    ],
)
def test_what_others_do_not_reach_is_there(
    source: str, service: str, neighbours: Neighbours, kubectl: Kubectl
) -> None:
    assert neighbours.answer(source, service) == "reached"
