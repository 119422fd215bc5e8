"""The broker is found by its URL, else by what it runs."""

from tests.model.manifests import rendering

from airkust.model.brokers import brokers, uses_broker

SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: queue}, spec: {selector: {app: queue}}}"


def deployment(name: str, image: str, more: str = "") -> str:
    return (
        f"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}}}, spec: {{template: {{"
        f"metadata: {{labels: {{app: {name}}}}}, "
        f"spec: {{containers: [{{name: c, image: '{image}'{more}}}]}}}}}}}}"
    )


def worker(url: str) -> str:
    env = f"env: [{{name: AIRFLOW__CELERY__BROKER_URL, value: '{url}'}}]"
    return deployment("worker", "apache/airflow:3.3.2", f", args: [celery, worker], {env}")


def names(*documents: str) -> list[str]:
    return [found.resource.name for found in brokers(rendering(*documents))]


def test_the_url_leads_to_the_broker() -> None:
    documents = (worker("redis://:p@queue:6379/0"), SERVICE, deployment("queue", "acme/queue:1"))
    assert names(*documents, deployment("redis", "redis:7")) == ["queue"]


def test_a_program_tells_where_the_url_does_not() -> None:
    assert names(deployment("a", "docker.io/bitnami/redis:7"), deployment("b", "acme/redis-exporter:1")) == [
        "a"
    ]


def test_a_url_that_is_none_leads_nowhere() -> None:
    assert names(worker("redis://[")) == []


def test_a_worker_of_celery_uses_a_broker() -> None:
    assert uses_broker(rendering(worker("x")).airflow)
    assert not uses_broker(rendering(deployment("a", "redis:7")).airflow)
