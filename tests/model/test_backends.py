"""Where Ingresses and routes lead to."""

import pytest
from tests.model.manifests import rendering

from airkust.model.backends import backends


def found(kind: str, spec: str) -> list[tuple[str, str, object, str]]:
    manifest = f"{{apiVersion: v1, kind: {kind}, metadata: {{name: e, namespace: airflow}}, spec: {spec}}}"
    return [(each.service, each.namespace, each.port, each.field) for each in backends(rendering(manifest))]


PATH = "spec.rules[0].http.paths[0].backend.service"


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "{defaultBackend: {service: {name: s, port: {number: 80}}}}",
            [("s", "airflow", 80, "spec.defaultBackend.service")],
        ),
        (
            "{rules: [{http: {paths: [{backend: {service: {name: s, port: {name: http}}}}]}}]}",
            [("s", "airflow", "http", PATH)],
        ),
        ("{rules: [{http: {paths: [{backend: {resource: {name: bucket}}}]}}]}", []),
        ("{rules: [{host: a}, word], defaultBackend: []}", []),
    ],
)
def test_an_ingress_leads_to_services_by_path_and_by_default(spec: str, expected: list[object]) -> None:
    assert found("Ingress", spec) == expected


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("{name: s, port: 80}", [("s", "airflow", 80)]),
        ("{name: s, namespace: web}", [("s", "web", None)]),
        ("{name: s, kind: Service, group: '', port: true}", [("s", "airflow", None)]),
        ("{name: s, kind: Bucket}", []),
        ("{name: s, group: example.org}", []),
    ],
)
def test_a_route_leads_to_what_its_refs_name(ref: str, expected: list[object]) -> None:
    assert [each[:3] for each in found("HTTPRoute", f"{{rules: [{{backendRefs: [{ref}]}}]}}")] == expected
