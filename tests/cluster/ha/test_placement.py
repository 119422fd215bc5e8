"""Does ha-prod stand as it says: two of everything, apart from each other, none of it best effort?"""

from collections import Counter

from tests.cluster.ha.facts import COMPONENTS, CORE, LABEL
from tests.cluster.kubectl import Kubectl

KINDS = (
    "configmaps,cronjobs,deployments,jobs,networkpolicies,poddisruptionbudgets,roles,rolebindings,secrets,"
    "serviceaccounts,services"
)


def versions(kubectl: Kubectl) -> dict[tuple[str, str], object]:
    """What the API server counts up when an object's wishes change, whatever its status does."""
    return {
        (item["kind"], item["metadata"]["name"]): item["metadata"].get(
            "generation", item["metadata"]["resourceVersion"]
        )
        for item in kubectl.items(KINDS)
    }


def test_every_replica_is_ready(applied: Kubectl) -> None:
    ready = {
        item["metadata"]["name"]: item["status"].get("readyReplicas", 0)
        for item in applied.items("deployment")
    }
    assert ready == {f"airflow-{component}": 2 for component in COMPONENTS}


def test_no_two_replicas_share_a_node(applied: Kubectl) -> None:
    pods = applied.items("pods", "--selector", CORE)
    places = Counter((pod["metadata"]["labels"][LABEL], pod["spec"]["nodeName"]) for pod in pods)
    assert [place for place, replicas in places.items() if replicas > 1] == []


def test_no_pod_is_best_effort(applied: Kubectl) -> None:
    pods = applied.items("pods")
    assert [p["metadata"]["name"] for p in pods if p["status"]["qosClass"] == "BestEffort"] == []


def test_every_budget_allows_a_drain(applied: Kubectl) -> None:
    budgets = {pdb["metadata"]["name"]: pdb["status"] for pdb in applied.items("poddisruptionbudgets")}
    assert {name: status["disruptionsAllowed"] for name, status in budgets.items()} == {
        f"airflow-{component}": 1 for component in COMPONENTS
    }


def test_a_second_apply_changes_no_object(applied: Kubectl, whole: Kubectl, overlay: str) -> None:
    # kubectl says "configured" of every budget, whose selector it replaces and never merges: ask the server
    before = versions(applied)
    whole.run("apply", "-k", overlay)
    assert versions(applied) == before
