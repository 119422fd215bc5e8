"""What do we promise of the ways in from outside, and of Secrets that come from a store?"""

import pytest
from tests.rendered import Document, of_kind, pod_templates

SCENARIO = "ecosystem"


def backends() -> list[str]:
    """The Services that the Ingress and the route lead to."""
    of_ingress = [
        path["backend"]["service"]["name"]
        for ingress in of_kind(SCENARIO, "Ingress")
        for rule in ingress["spec"]["rules"]
        for path in rule["http"]["paths"]
    ]
    of_route = [
        backend["name"]
        for route in of_kind(SCENARIO, "HTTPRoute")
        for rule in route["spec"]["rules"]
        for backend in rule["backendRefs"]
    ]
    return [*of_ingress, *of_route]


def test_both_lead_to_the_api_server_and_to_nothing_else() -> None:
    assert backends() == ["airflow-api-server", "airflow-api-server"]


def test_what_they_lead_to_does_not_serve_tasks() -> None:
    (container,) = pod_templates(SCENARIO)["airflow-api-server"]["spec"]["containers"]
    assert container["args"][-2:] == ["--apps", "core"]


def test_no_host_is_served_without_tls() -> None:
    (ingress,) = of_kind(SCENARIO, "Ingress")
    (route,) = of_kind(SCENARIO, "HTTPRoute")
    assert {host for entry in ingress["spec"]["tls"] for host in entry["hosts"]} == {
        rule["host"] for rule in ingress["spec"]["rules"]
    }
    assert [parent["sectionName"] for parent in route["spec"]["parentRefs"]] == ["https"]


def asked_for() -> dict[str, set[str]]:
    """The keys that pods take from each Secret, by variable or as a file."""
    asked: dict[str, set[str]] = {}
    for template in pod_templates(SCENARIO).values():
        spec: Document = template["spec"]
        for container in [*spec["containers"], *spec.get("initContainers", [])]:
            for variable in container.get("env", []):
                if reference := variable.get("valueFrom", {}).get("secretKeyRef"):
                    asked.setdefault(reference["name"], set()).add(reference["key"])
        for volume in spec.get("volumes", []):
            if secret := volume.get("secret"):
                asked.setdefault(secret["secretName"], set()).update(item["key"] for item in secret["items"])
    return asked


@pytest.mark.parametrize("name", asked_for())
def test_the_store_is_asked_for_every_key_that_a_pod_takes(name: str) -> None:
    fetched = {
        entry["secretKey"]
        for secret in of_kind(SCENARIO, "ExternalSecret")
        if secret["metadata"]["name"] == name
        for entry in secret["spec"]["data"]
    }
    assert asked_for()[name] == fetched


def test_a_secret_outlives_its_external_secret() -> None:
    policies = {s["spec"]["target"]["creationPolicy"] for s in of_kind(SCENARIO, "ExternalSecret")}
    assert policies == {"Orphan"}
