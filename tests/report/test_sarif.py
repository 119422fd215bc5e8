"""What code scanning reads: valid SARIF, findings that stay one alert, fixes where one line is all."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.results import ALLOWED, BARE, CLEAN, EVERY_KIND, FAILED, finding, hostile

from airkust.model.finding import Edit, Finding
from airkust.model.resource import ResourceId, Source
from airkust.model.result import CheckResult, Outcome, RuleResult
from airkust.parse import parse
from airkust.report import sarif

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
)
JUDGE = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
FILE = b"spec:\n  replicas: 1 # for now\n  paused: {a: 1}\n"


def run_of(*results: CheckResult, file: bytes | None = FILE) -> Any:  # noqa: ANN401 -- a JSON document
    document = json.loads(sarif.render(results, version="0.1.0", read=lambda _: file))
    return document["runs"][0]


def result_of(found: Finding, file: bytes = FILE) -> Any:  # noqa: ANN401 -- a JSON document
    return run_of(CheckResult("in", 1, (found,)), file=file)["results"][0]


@pytest.mark.parametrize("results", [(), (CLEAN,), EVERY_KIND], ids=["nothing", "clean", "every kind"])
def test_the_document_is_what_the_standard_says(results: tuple[CheckResult, ...]) -> None:
    JUDGE.validate(json.loads(sarif.render(results, version="0.1.0", read=lambda _: FILE)))


@settings(deadline=None)
@given(st.text(min_size=1, max_size=20))
def test_whatever_a_manifest_holds_it_stays_valid(text: str) -> None:
    JUDGE.validate(json.loads(sarif.render([hostile(text)], version="0.1.0", read=lambda _: None)))


def test_a_rule_brings_its_help() -> None:
    rules = {rule["id"]: rule for rule in run_of(FAILED)["tool"]["driver"]["rules"]}
    rule = rules["single-replica"]
    assert (rule["defaultConfiguration"], rule["properties"]["tags"]) == (
        {"level": "error"},
        ["availability", "profile-ha"],
    )
    assert "**Fix.** Add `components/high-availability`" in rule["help"]["markdown"]


def test_a_finding_leads_to_its_rule() -> None:
    run = run_of(*EVERY_KIND)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_a_finding_has_a_place_in_a_file_and_in_an_object() -> None:
    [place] = result_of(finding())["locations"]
    assert place == {
        "physicalLocation": {
            "artifactLocation": {"uri": "base/deployment.yaml"},
            "region": {"startLine": 7},
        },
        "logicalLocations": [
            {
                "name": "airflow-scheduler",
                "fullyQualifiedName": "airflow/Deployment/airflow-scheduler",
                "kind": "resource",
            },
            {
                "name": "spec.replicas",
                "fullyQualifiedName": "airflow/Deployment/airflow-scheduler/spec.replicas",
                "kind": "member",
            },
        ],
    }


@pytest.mark.parametrize(
    ("name", "source", "address"),
    [
        ("-", Source("-", 3), "stdin"),
        ("overlays/a b", Source("https://git.example/base//deployment.yaml?ref=v1"), "overlays/a%20b"),
        ("overlays/a", None, "overlays/a"),
    ],
)
def test_what_nobody_can_open_is_found_in_the_input(name: str, source: Source | None, address: str) -> None:
    found = CheckResult(name, 1, (replace(finding(), source=source),))
    place = run_of(found)["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": address}}


def test_a_file_name_becomes_an_address() -> None:
    found = replace(finding(), source=Source("a b/ü#.yaml"))
    assert result_of(found)["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b/%C3%BC%23.yaml"}
    }


def test_other_objects_are_related_with_their_places() -> None:
    data = b"apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
    rendering = parse(data, name="in")
    pod, other = rendering.resources[0].id, ResourceId("Pod", "b")
    result = CheckResult("in", 1, (replace(BARE, related=(pod, other)),))
    document = sarif.render([result], version="0", read=lambda _: None, renderings=[rendering])
    related = json.loads(document)["runs"][0]["results"][0]["relatedLocations"]
    assert [(each["message"]["text"], each["physicalLocation"]) for each in related] == [
        ("Pod/a", {"artifactLocation": {"uri": "in"}, "region": {"startLine": 1}}),
        ("Pod/b", {"artifactLocation": {"uri": "in"}}),
    ]


def test_a_finding_that_moves_stays_the_same_alert() -> None:
    moved = replace(finding(line=70), message="runs alone")
    assert result_of(moved)["partialFingerprints"] == result_of(finding())["partialFingerprints"]


def test_another_finding_is_another_alert() -> None:
    other = replace(finding(), field="spec.paused")
    assert result_of(other)["partialFingerprints"] != result_of(finding())["partialFingerprints"]


def test_one_value_on_one_line_can_be_fixed() -> None:
    [fix] = result_of(finding(line=2))["fixes"]
    [change] = fix["artifactChanges"][0]["replacements"]
    region, line = change["deletedRegion"], FILE.decode().splitlines()[1]
    start, end = region["startColumn"] - 1, region["endColumn"] - 1
    assert line[:start] + change["insertedContent"]["text"] + line[end:] == "  replicas: 2 # for now"


@pytest.mark.parametrize(
    ("line", "edits"),
    [
        (1, (Edit("spec.replicas", "2"),)),  # what it is missing from
        (2, (Edit("spec.replicas", ""),)),
        (2, (Edit("spec.replicas", "a:\n  b: 1"),)),
        (2, (Edit("spec.replicas", "2"), Edit("spec.paused", "true"))),
        (3, (Edit("spec.paused", "true"),)),  # goes on in braces
        (9, (Edit("spec.replicas", "2"),)),
    ],
)
def test_more_than_a_value_is_left_to_people(line: int, edits: tuple[Edit, ...]) -> None:
    found = replace(finding(line=line), field=edits[0].field, edits=edits)
    assert "fixes" not in result_of(found)


def test_what_does_not_count_is_suppressed() -> None:
    waived, baselined = run_of(ALLOWED)["results"]
    assert (waived["suppressions"][0]["kind"], waived["suppressions"][0]["justification"]) == (
        "external",
        "the license allows one (allowed by data-team until 2027-01-31)",
    )
    assert (baselined["baselineState"], len(baselined["suppressions"])) == ("unchanged", 1)


def test_an_undecided_rule_says_what_it_wants() -> None:
    result = CheckResult("in", 1, (), (RuleResult("single-replica", Outcome.UNKNOWN, ("Secret/a",)),))
    [told] = run_of(result)["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == "in: single-replica cannot be decided without Secret/a"
