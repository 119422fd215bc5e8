"""What a test report reads: a suite per input, a test per object, and XML whatever the text is."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.diff.comparisons import ALL, CONFIG, EVERY_KIND, NOW, SAME, hostile, of

from airkust.diff.comparison import Comparison
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.report.diff import junit

SCHEDULER = "Deployment/airflow-scheduler in airflow"


def read(*comparisons: Comparison, gates: frozenset[Gate] = frozenset(Gate)) -> ET.Element:
    return ET.fromstring(junit.render(comparisons, now=NOW, gates=gates))  # noqa: S314 -- what we wrote


def case(root: ET.Element, name: str) -> Any:  # noqa: ANN401 -- an element, known to be there
    return root.find(f".//testcase[@name='{name}']")


def test_a_suite_per_input_and_a_test_per_object() -> None:
    assert [(suite.get("name"), suite.get("tests")) for suite in read(*EVERY_KIND)] == [
        ("overlays/ha-prod", "8"),
        ("overlays/dev", "2"),
    ]


def test_the_totals_are_those_of_the_tests() -> None:
    root = read(*EVERY_KIND)
    totals = [root.get(name) for name in ("tests", "failures", "errors", "skipped")]
    elements = [len(root.findall(f".//{name}")) for name in ("testcase", "failure", "error", "skipped")]
    assert totals == list(map(str, elements)) == ["10", "2", "2", "0"]


def test_a_consequence_with_a_gate_is_a_failure() -> None:
    failure = case(read(ALL), SCHEDULER).find("failure")
    assert (failure.get("message"), failure.get("type")) == ("3 consequences (drift, ha, restart)", "ha")
    assert failure.text == (
        "error: one scheduler is left: the next node that fails stops scheduling\n"
        "fix: Keep two.\n"
        "warning: 3 pods are replaced\n"
        "info: was edited by hand"
    )


def test_only_the_gates_asked_for_fail() -> None:
    found = case(read(ALL, gates=frozenset({Gate.DRIFT})), SCHEDULER)
    assert found.find("failure").text == "info: was edited by hand"
    assert "warning: 3 pods are replaced" in found.find("system-out").text


def test_what_changes_is_said_and_fails_nothing() -> None:
    found = case(read(ALL, gates=frozenset()), SCHEDULER)
    assert found.find("failure") is None
    assert found.find("system-out").text.splitlines()[:2] == [
        "changed",
        "spec.replicas [changed]: 3 → 2  drift: kubectl edit, 3 days ago (2026-01-02 03:04 UTC)",
    ]


def test_what_could_not_be_compared_is_an_error() -> None:
    error = case(read(ALL), "PodDisruptionBudget/airflow-scheduler in airflow").find("error")
    assert error.get("message") == "403 Forbidden: no permission to get pods"


def test_what_could_not_be_looked_at_is_a_test_of_its_own() -> None:
    error = case(read(ALL), "what could not be looked at, 1").find("error")
    assert error.get("message") == "CronJob could not be listed: 500"


def test_an_object_that_stays_as_it_is_says_nothing() -> None:
    assert len(case(read(SAME), SCHEDULER)) == 0


def test_a_consequence_for_an_object_that_is_not_compared_has_a_test_too() -> None:
    impact = Impact(ImpactKind.RISK, CONFIG, "may be lost", Gate.HA)
    assert case(read(of(impacts=(impact,))), "ConfigMap/airflow-config-7h2k9 in airflow") is not None


@settings(deadline=None)
@given(st.text())
def test_it_is_xml_whatever_the_text(text: str) -> None:
    read(hostile(text))


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800", "\uffff"])
def test_what_xml_cannot_hold_is_replaced_or_escaped(character: str) -> None:
    [suite] = read(hostile(f"a{character}b"))
    assert suite.get("name") == "a\N{REPLACEMENT CHARACTER}b"
