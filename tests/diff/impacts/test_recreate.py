"""Do we say what is lost where an object is made anew?"""

import pytest
from tests.diff.impacts.sides import in_document, production, sides

from airkust.diff.immutable import FROZEN
from airkust.diff.impact import Gate, Impact
from airkust.diff.impacts.recreate import CONSEQUENCES, recreate_impacts
from airkust.model.finding import Severity

CLAIM = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: logs}\nspec: {storageClassName: "
SET = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: w, namespace: prod}\nspec: {serviceName: "


def recreated(before: str, after: str) -> list[Impact]:
    return list(recreate_impacts(sides(before, after).objects))


def test_an_object_with_another_frozen_field_fails_the_gate() -> None:
    [impact] = recreated(f"{SET}a}}", f"{SET}b}}")
    assert impact.gate is Gate.RECREATE


def test_the_field_is_named() -> None:
    [impact] = recreated(f"{SET}a}}", f"{SET}b}}")
    assert impact.message.startswith("spec.serviceName cannot be changed: it must be deleted and made anew")


def test_a_stateful_set_is_deleted_without_its_pods() -> None:
    [impact] = recreated(f"{SET}a}}", f"{SET}b}}")
    assert impact.fix == "kubectl delete statefulset/w --cascade=orphan -n prod, then apply"


def test_a_claim_that_is_made_anew_loses_its_data() -> None:
    [impact] = recreated(f"{CLAIM}a}}", f"{CLAIM}b}}")
    assert (impact.severity, "its data is lost" in impact.message) == (Severity.ERROR, True)


def test_a_job_of_the_production_that_keeps_its_name_is_made_anew() -> None:
    edited = in_document(
        production(), "Job", "airflow-migrations-3.3.2", ("apache/airflow:3.3.2", "apache/airflow:3.3.3")
    )
    [impact] = recreated(production(), edited)
    assert impact.message.endswith("a run that is under way ends, and the new one runs from the start")


def test_a_change_of_what_may_change_makes_nothing_anew() -> None:
    edited = in_document(production(), "Deployment", "airflow-scheduler", ("replicas: 2", "replicas: 3"))
    assert recreated(production(), edited) == []


@pytest.mark.parametrize("of", sorted(CONSEQUENCES))
def test_each_consequence_is_of_a_kind_with_a_frozen_field(of: tuple[str, str]) -> None:
    assert of in FROZEN
