"""Who serves logs, and who can be asked by name."""

import pytest
from tests.model.manifests import pod, rendering

from airkust.model.log_servers import claims, has_name, log_servers

SERVICE = "{{apiVersion: v1, kind: Service, metadata: {{name: w}}, spec: {{clusterIP: {}}}}}"


def worker(kind: str, spec: str = "", pod_spec: str = "") -> str:
    return (
        f"{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: w}}, spec: {{{spec}template: {{spec: "
        f"{{{pod_spec}"
        "containers: [{name: a, image: 'apache/airflow:3', args: [celery, worker]}]}}}}"
    )


@pytest.mark.parametrize(
    ("container", "count"),
    [
        ("args: [celery, worker]", 1),
        ("args: [triggerer]", 1),
        ("args: [scheduler]", 1),  # LocalExecutor is the default
        ("args: [scheduler], env: [{name: AIRFLOW__CORE__EXECUTOR, value: KubernetesExecutor}]", 0),
        ("args: [api-server]", 0),
    ],
)
def test_what_runs_tasks_or_triggers_serves_logs(container: str, count: int) -> None:
    assert len(log_servers(rendering(pod(container)).airflow)) == count


@pytest.mark.parametrize(
    ("documents", "named"),
    [
        ([worker("StatefulSet", "serviceName: w, "), SERVICE.format("None")], True),
        ([worker("StatefulSet", "serviceName: w, "), SERVICE.format("10.0.0.1")], False),
        ([worker("StatefulSet", "serviceName: other, "), SERVICE.format("None")], False),
        ([worker("StatefulSet"), SERVICE.format("None")], False),
        ([worker("Deployment", "serviceName: w, "), SERVICE.format("None")], False),
        ([worker("Deployment", "", "hostNetwork: true, ")], None),
    ],
)
def test_only_a_stateful_set_with_a_headless_service_has_names(
    documents: list[str],
    named: bool | None,  # noqa: FBT001 -- the expectation
) -> None:
    found = rendering(*documents)
    [workload] = found.workloads
    assert has_name(found.index, workload) is named


def test_claims_are_told_from_other_volumes() -> None:
    volumes = "volumes: [{name: a, emptyDir: {}}, {name: b, persistentVolumeClaim: {claimName: logs}}], "
    [workload] = rendering(worker("Deployment", "", volumes)).workloads
    assert claims(workload) == {"logs"}
