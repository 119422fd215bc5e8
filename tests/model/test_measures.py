"""Settings as numbers: read, placed, and changed."""

import pytest
from tests.model.manifests import config_map, only_workload, pod

from airkust.model.finding import Edit
from airkust.model.measures import Measure, known, measure
from airkust.model.settings import Settings
from airkust.model.value import Undetermined
from airkust.model.workload import Workload

NAME = "AIRFLOW__CORE__PARALLELISM"


def found(container: str, *documents: str) -> tuple[Measure | Undetermined, Workload]:
    rendering, workload = only_workload(pod(container), *documents)
    settings = Settings(rendering.index, workload, workload.containers[0])
    return measure(settings, "core", "parallelism"), workload


def test_a_number_says_its_name_and_value() -> None:
    number, _ = found(f"env: [{{name: {NAME}, value: '4.50 # enough'}}]")
    assert str(number) == "[core] parallelism 4.5"


def test_a_default_has_no_place_of_its_own() -> None:
    number, workload = found("args: [scheduler]")
    assert isinstance(number, Measure)
    assert (number.place(workload), number.edits(8)) == ((workload.id, ""), ())


def test_a_line_of_a_config_map_can_be_changed() -> None:
    number, workload = found("envFrom: [{configMapRef: {name: c}}]", config_map("c", **{NAME: "4"}))
    assert isinstance(number, Measure)
    subject, field = number.place(workload)
    assert (str(subject), field) == ("ConfigMap/c", f"data.{NAME}")
    assert number.edits(8) == (Edit(field, '"8"'),)


def test_an_entry_of_env_is_left_to_a_person() -> None:
    number, workload = found(f"env: [{{name: {NAME}, value: '4'}}]")
    assert isinstance(number, Measure)
    assert number.place(workload) == (workload.id, "spec.containers[0].env[0]")
    assert number.edits(8) == ()


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        ("value: inf", '[core] parallelism: "inf" is no number'),
        ("value: ''", '[core] parallelism: "" is no number'),
        ("valueFrom: {secretKeyRef: {name: s, key: k}}", '[core] parallelism: key "k" of Secret/s'),
        ("valueFrom: {configMapKeyRef: {name: c, key: k}}", '[core] parallelism: key "k" of ConfigMap/c'),
    ],
)
def test_what_is_no_number_is_a_missing_fact(value: str, fact: str) -> None:
    number, _ = found(f"env: [{{name: {NAME}, {value}}}]")
    assert number == Undetermined(fact)
    assert list(known([number])) == []


def test_without_a_container_the_defaults_hold() -> None:
    number = measure(None, "core", "parallelism")
    assert isinstance(number, Measure)
    assert number.number == 32


def test_a_setting_nobody_sets_is_a_missing_fact() -> None:
    assert measure(None, "no", "such") == Undetermined("[no] such: nobody sets it")
