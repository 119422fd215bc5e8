"""Does any input give a page, soon: manifests that are ill-typed, that are not Airflow, that are many?"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ill_typed import paths, replaced
from tests.report.html_pages import ABOUT, golden, page, page_of, read, rendering

from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.report.html import render
from airkust.rules import check

JUNK: list[Any] = [
    None,
    True,
    7,
    1.5,
    "",
    "word",
    "${",
    "http://[",
    [],
    ["a", None],
    {},
    {"a": {"b": 1}},
    [[[]]],
]
OF_PODS = (
    "{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: w}}, "
    "spec: {{template: {{spec: {{containers: [{containers}]}}}}}}}}"
)
ODD = [
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}",
    "{apiVersion: v1, kind: Pod, metadata: {name: p}}",
    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: airflow-scheduler}, spec: 7}",
    OF_PODS.format(kind="DaemonSet", containers="{name: a, image: airflow, args: [scheduler]}"),
    OF_PODS.format(kind="Job", containers="{name: a, args: [airflow, db, migrate]}"),
    OF_PODS.format(kind="Deployment", containers="{name: a, args: [airflow, webserver]}"),
]
WORKLOAD = """\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: d{number}}}
spec:
  replicas: {replicas}
  selector: {{matchLabels: {{app: d{number}}}}}
  template:
    metadata: {{labels: {{app: d{number}}}}}
    spec: {{containers: [{{name: c, image: "{image}", args: [{args}]}}]}}
"""


@pytest.mark.parametrize("text", ODD)
def test_odd_manifests_have_a_page(text: str) -> None:
    assert read(page(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_field_of_any_type_has_a_page(data: st.DataObject) -> None:
    made = golden("ha-prod")
    telling = [r for r in made.resources if r.kind not in {"ServiceAccount", "Namespace"}]
    chosen = data.draw(st.sampled_from(telling))
    path = data.draw(st.sampled_from(list(paths(chosen.body))))
    body = replaced(dict(chosen.body), path, data.draw(st.sampled_from(JUNK)))
    changed = Resource(chosen.id, chosen.api_version, body, chosen.source)
    resources = tuple(changed if each is chosen else each for each in made.resources)

    assert page_of(Rendering(made.name, resources, made.embedded, facts=made.facts))


@pytest.mark.parametrize(
    ("image", "args"),
    [("apache/airflow:3.3.2", "scheduler"), ("nginx:1", "sleep")],
    ids=["schedulers", "others"],
)
def test_ten_thousand_objects_have_a_page_of_bounded_size(image: str, args: str) -> None:
    documents = (WORKLOAD.format(number=n, replicas=1, image=image, args=args) for n in range(10_000))
    many = rendering("---\n".join(documents))
    result = check(
        many, profile=Profile.HA, only=["single-replica"]
    )  # the time of all rules is their own matter
    assert len(render(many, result, ABOUT)) < 3_000_000  # characters
