"""What a test report reads: a suite per input, a test per rule, and XML whatever the text is."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.results import ALLOWED, CLEAN, EVERY_KIND, FAILED, VALIDATED, hostile

from airkust.model.finding import Severity
from airkust.model.result import CheckResult
from airkust.report import junit


def read(*results: CheckResult, **options: Severity) -> ET.Element:
    return ET.fromstring(junit.render(results, **options))  # noqa: S314 -- what we wrote ourselves


def case(root: ET.Element, name: str) -> Any:  # noqa: ANN401 -- an element, known to be there
    return root.find(f".//testcase[@name='{name}']")


def test_a_suite_per_input_and_a_test_per_rule() -> None:
    root = read(CLEAN, FAILED)
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [
        ("overlays/dev", "1"),
        ("overlays/prod", "4"),
    ]


def test_the_totals_are_those_of_the_tests() -> None:
    root = read(*EVERY_KIND)
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("7", "1", "3")


def test_a_rule_that_finds_something_fails_with_all_it_found() -> None:
    failure = case(read(FAILED), "single-replica").find("failure")
    assert (failure.get("message"), failure.get("type")) == ("2 errors", "error")
    assert failure.text == (
        "error: Deployment/airflow-scheduler runs alone\n"
        "  base/deployment.yaml:7  spec.replicas\n"
        "error: PodDisruptionBudget/airflow-scheduler guards one pod\n"
        "  base/deployment.yaml  spec.replicas\n"
        "fix: Run two."
    )


def test_a_skipped_rule_says_why() -> None:
    assert case(read(FAILED), "mutable-image-tag").find("skipped").get("message") == "no pods"


def test_an_undecided_rule_names_the_facts() -> None:
    assert case(read(FAILED), "unresolved-reference").find("skipped").get("message") == (
        "cannot be decided without Secret/a; Secret/b"
    )


def test_a_rule_whose_findings_are_allowed_is_skipped() -> None:
    assert case(read(ALLOWED), "single-replica").find("skipped").get("message") == "2 findings waived"


def test_what_does_not_fail_the_check_fails_no_test() -> None:
    found = case(read(FAILED), "invalid-manifest")
    assert (found.find("failure"), "is odd" in found.find("system-out").text) == (None, True)


def test_what_fails_the_check_fails_a_test() -> None:
    assert case(read(FAILED, fail_on=Severity.WARNING), "invalid-manifest").find("failure") is not None


def test_validation_without_findings_is_a_test_too() -> None:
    assert read(CheckResult("-", 12)).get("tests") == "1"


def test_validation_has_a_test_for_what_it_found() -> None:
    assert case(read(VALIDATED), "invalid-manifest") is not None


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_it_is_xml_whatever_the_text(text: str) -> None:
    read(hostile(text))


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800", "￿"])
def test_what_xml_cannot_hold_is_replaced(character: str) -> None:
    [suite] = read(hostile(f"a{character}b"))
    assert suite.get("name") == "a\N{REPLACEMENT CHARACTER}b"


def test_line_ends_survive() -> None:
    [suite] = read(hostile("a\r\nb\tc"))
    assert suite.get("name") == "a\r\nb\tc"
