"""A finding stays the same while lines, numbers and hashes move."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airkust.model.finding import Finding, Severity
from airkust.model.fingerprint import fingerprint
from airkust.model.resource import ResourceId, Source


def found(message: str = "is bad", name: str = "a", line: int = 1) -> Finding:
    subject = ResourceId("ConfigMap", name, "airflow")
    return Finding("a-rule", Severity.ERROR, subject, message, "data", "", Source("a.yaml", line))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (found(line=1), found(line=2)),
        (found("waits 30 s"), found("waits 120 s")),
        (found("needs 1.5 GiB of 2"), found("needs 0.25 GiB of 16")),
        (found(name="config-f46744ftcf"), found(name="config-7bt9h5k2mg")),
        (found("reads ConfigMap/c-f46744ftcf"), found("reads ConfigMap/c-7bt9h5k2mg")),
    ],
)
def test_what_moves_makes_no_other_finding(one: Finding, other: Finding) -> None:
    assert fingerprint(one).digest == fingerprint(other).digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (found(), found("is worse")),
        (found(name="worker-1"), found(name="worker-2")),
        (found(name="config-scheduler"), found(name="config-triggerer")),
    ],
)
def test_what_differs_stays_another_finding(one: Finding, other: Finding) -> None:
    assert fingerprint(one).digest != fingerprint(other).digest


def test_it_says_what_it_is_about() -> None:
    assert (fingerprint(found("has 3")).subject, fingerprint(found("has 3")).message) == (
        "ConfigMap/airflow/a",
        "has #",
    )


@settings(deadline=None)
@given(st.integers(min_value=0), st.integers(min_value=0))
def test_no_number_matters(one: int, other: int) -> None:
    assert fingerprint(found(f"runs {one} of them")) == fingerprint(found(f"runs {other} of them"))
