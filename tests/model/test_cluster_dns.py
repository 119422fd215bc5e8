"""Which Service a host name means."""

import pytest

from airkust.model.cluster_dns import ServiceName, is_loopback, service_named


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("api", ServiceName("api", "airflow")),
        ("api.other", ServiceName("api", "other")),
        ("api.airflow.svc", ServiceName("api", "airflow")),
        ("api.unseen.svc.cluster.local", ServiceName("api", "unseen")),
        ("api.airflow.svc.cluster.local.", ServiceName("api", "airflow")),
    ],
)
def test_a_name_of_the_cluster_is_a_service(host: str, service: ServiceName) -> None:
    assert service_named(host, "airflow", {"airflow", "other"}) == service


@pytest.mark.parametrize("host", ["example.org", "airflow.example.org", "10.0.0.1", "::1", ""])
def test_another_name_is_none(host: str) -> None:
    assert service_named(host, "airflow", {"airflow"}) is None


@pytest.mark.parametrize(
    ("host", "itself"),
    [("localhost", True), ("127.0.0.2", True), ("::1", True), ("::", True), ("10.0.0.1", False)],
)
def test_a_pod_that_calls_a_loopback_address_calls_itself(host: str, *, itself: bool) -> None:
    assert is_loopback(host) is itself
