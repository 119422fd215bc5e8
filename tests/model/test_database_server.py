"""Which rendered servers are Airflow's database."""

import pytest
from tests.model.manifests import rendering

from airkust.model.database_server import IMAGE, airflows_servers

SECRET = "valueFrom: {secretKeyRef: {name: db, key: url}}"  # noqa: S105 -- the name of one


def workload(kind: str, name: str, namespace: str, container: str) -> str:
    return (
        f"{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: {name}, namespace: {namespace}}}, "
        f"spec: {{replicas: 2, template: {{metadata: {{labels: {{app: {name}}}}}, "
        f"spec: {{containers: [{{name: c, {container}}}]}}}}}}}}"
    )


def airflow(value: str = SECRET, namespace: str = "team") -> str:
    env = f"env: [{{name: AIRFLOW__DATABASE__SQL_ALCHEMY_CONN, {value}}}]"
    return workload("Deployment", "s", namespace, f"image: 'apache/airflow:3', args: [scheduler], {env}")


def server(name: str, image: str = "postgres:17") -> str:
    return workload("StatefulSet", name, "team", f"image: '{image}'")


def service(name: str) -> str:
    return (
        f"{{apiVersion: v1, kind: Service, metadata: {{name: {name}, namespace: team}}, "
        f"spec: {{selector: {{app: {name}}}}}}}"
    )


def operated(group: str, kind: str, spec: str) -> str:
    return (
        f"{{apiVersion: {group}/v1, kind: {kind}, metadata: {{name: db, namespace: team}}, spec: {{{spec}}}}}"
    )


def names(*documents: str) -> list[str]:
    return [found.subject.name for found in airflows_servers(rendering(*documents))]


@pytest.mark.parametrize(
    ("image", "is_one"),
    [
        ("postgres", True),
        ("postgresql", True),
        ("mysql-server", True),
        ("mariadb", True),
        ("timescaledb-ha", True),
        ("postgres-exporter", False),
        ("pgbouncer", False),
        ("postgres-operator", False),
        ("airflow", False),
    ],
)
def test_an_image_tells_a_server(image: str, *, is_one: bool) -> None:
    assert bool(IMAGE.fullmatch(image)) is is_one


def test_a_url_names_the_server() -> None:
    url = "value: 'postgresql://u@one:5432/a'"
    assert names(airflow(url), server("one"), service("one"), server("two"), service("two")) == ["one"]


def test_a_url_that_cannot_be_read_may_mean_any_server_of_the_namespace() -> None:
    assert names(airflow(), server("one"), server("two"), server("three", "redis:7")) == ["one", "two"]
    assert names(airflow(namespace="other"), server("one")) == []


def test_a_url_that_leads_elsewhere_means_none() -> None:
    assert names(airflow("value: 'postgresql://u@db.example.com/a'"), server("one"), service("one")) == []
    assert names(airflow("value: 'postgresql://u@two/a'"), server("one"), service("one")) == []


@pytest.mark.parametrize(
    ("group", "kind", "spec", "size"),
    [
        ("postgresql.cnpg.io", "Cluster", "instances: 3", 3),
        ("postgresql.cnpg.io", "Cluster", "", 1),
        ("acid.zalan.do", "postgresql", "numberOfInstances: 2", 2),
    ],
)
def test_an_operator_makes_servers(group: str, kind: str, spec: str, size: int) -> None:
    for host in ("db", "db-rw", "db-rw.team.svc"):
        url = f"value: 'postgresql://u@{host}/a'"
        [found] = airflows_servers(rendering(airflow(url), operated(group, kind, spec)))
        assert found.size == size


def test_a_cluster_of_another_kind_is_no_server() -> None:
    assert names(airflow(), operated("cluster.x-k8s.io", "Cluster", "instances: 3")) == []
