"""Numbers in settings, and what is missing to read them."""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.number import missing, number_of, whole
from airkust.model.settings import Settings
from airkust.model.value import Setting, Undetermined

ELSEWHERE = "valueFrom: {secretKeyRef: {name: s, key: k}}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("value: '8'", 8),
        ("value: 1.5", 1.5),
        ("value: '-1'", -1),
        ("value: many", Undetermined('[core] parallelism of Pod/p: "many"')),
        (ELSEWHERE, Undetermined('[core] parallelism of Pod/p: key "k" of Secret/s')),
    ],
)
def test_a_setting_is_a_number_or_a_missing_fact(value: str, expected: float | Undetermined) -> None:
    value = value.replace("1.5", "'1.5'")
    found, workload = only_workload(pod(f"env: [{{name: AIRFLOW__CORE__PARALLELISM, {value}}}]"))
    settings = Settings(found.index, workload, workload.containers[0])
    assert number_of(settings, "core", "parallelism") == expected


def test_what_is_missing_has_a_name() -> None:
    assert missing(Setting(None)) == "no value"
    assert missing(Setting(Undetermined("Secret/a"))) == "Secret/a"


@pytest.mark.parametrize(("value", "text"), [(5.0, "5"), (0.5, "0.5"), (-1.0, "-1")])
def test_a_whole_number_is_shown_whole(value: float, text: str) -> None:
    assert whole(value) == text
