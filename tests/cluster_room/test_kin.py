"""Which live objects belong to an application that does not render them any more."""

from typing import Any

import pytest
from tests.model.manifests import config_map, rendering

from airkust.cluster.kin import Kin
from airkust.diff.orphans import LABELS

LABELLED = (
    "{apiVersion: apps/v1, kind: Deployment, "
    "metadata: {name: airflow-api, labels: {app.kubernetes.io/instance: ha}}}"
)


def kin() -> Kin:
    return Kin(rendering(LABELLED, config_map("airflow-config-24577m8g4t", key="1")))


def live(name: str, **metadata: object) -> dict[str, Any]:
    return {"metadata": {"name": name, **metadata}}


def test_a_shared_label_makes_kin() -> None:
    assert kin().has("", "Service", live("old", labels={"app.kubernetes.io/instance": "ha"}))


@pytest.mark.parametrize("label", LABELS)
def test_each_label_that_tells_orphans_makes_kin(label: str) -> None:
    document = f"{{apiVersion: v1, kind: Service, metadata: {{name: s, labels: {{{label}: airflow}}}}}}"
    assert Kin(rendering(document)).has("", "Service", live("old", labels={label: "airflow"}))


def test_the_same_label_with_another_value_does_not() -> None:
    assert not kin().has("", "Service", live("old", labels={"app.kubernetes.io/instance": "dev"}))


def test_a_predecessor_of_another_hash_is_kin() -> None:
    assert kin().has("", "ConfigMap", live("airflow-config-9k8f7t6d5c"))


def test_another_kind_of_that_name_is_not() -> None:
    assert not kin().has("", "Secret", live("airflow-config-9k8f7t6d5c"))


def test_what_a_controller_makes_is_its_own() -> None:
    owners = [{"kind": "CronJob", "controller": True}]
    labels = {"app.kubernetes.io/instance": "ha"}
    assert not kin().has("batch", "Job", live("j", labels=labels, ownerReferences=owners))


def test_whoever_made_an_autoscaler_it_acts_on_our_pods() -> None:
    assert kin().has("autoscaling", "HorizontalPodAutoscaler", live("anything"))


@pytest.mark.parametrize(
    "body", [{}, {"metadata": []}, {"metadata": {"name": 3, "labels": [], "ownerReferences": {}}}]
)
def test_an_odd_object_is_not_kin(body: dict[str, Any]) -> None:
    assert not kin().has("", "ConfigMap", body)
