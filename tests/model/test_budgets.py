"""Which PodDisruptionBudgets stand over which pods?"""

from tests.model.manifests import rendering

from airkust.model.budgets import Budget, budgets

DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: scheduler, namespace: airflow}
spec: {template: {metadata: {labels: {component: scheduler}}}}
"""


def budget(spec: str, namespace: str = "airflow") -> Budget:
    document = (
        f"{{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {{name: b, namespace: {namespace}}}, "
        f"spec: {spec}}}"
    )
    [found] = budgets(rendering(DEPLOYMENT, document))
    return found


def test_it_stands_over_the_workloads_its_selector_matches() -> None:
    found = budget("{selector: {matchLabels: {component: scheduler}}}")
    assert [workload.resource.name for workload in found.workloads] == ["scheduler"]


def test_an_empty_selector_matches_all_of_its_namespace() -> None:
    assert len(budget("{selector: {}}").workloads) == 1


def test_no_selector_matches_nothing() -> None:
    assert budget("{maxUnavailable: 1}").workloads == ()


def test_another_namespace_is_out_of_its_reach() -> None:
    assert budget("{selector: {}}", namespace="default").workloads == ()


def test_max_unavailable_is_the_limit_where_both_are_written() -> None:
    assert budget("{minAvailable: 2, maxUnavailable: 1}").limit == ("maxUnavailable", 1)


def test_zero_is_a_limit() -> None:
    assert budget("{maxUnavailable: 0}").limit == ("maxUnavailable", 0)


def test_a_budget_may_state_no_limit() -> None:
    assert budget("{selector: {}}").limit == ("maxUnavailable", None)


def test_it_selects_labels_that_no_workload_carries() -> None:
    found = budget("{selector: {matchExpressions: [{key: dag_id, operator: Exists}]}}")
    assert found.selects({"dag_id": "any"}, "airflow")


def test_it_selects_nothing_in_another_namespace() -> None:
    assert not budget("{selector: {}}").selects({}, "tasks")
