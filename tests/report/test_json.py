"""A report a program reads: versioned, described by a schema, the same every time."""

import json as stdlib
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from tests.report.results import ALLOWED, CLEAN, EVERY_KIND, FAILED

from airkust.report import json


def rendered(*results: Any) -> Any:  # noqa: ANN401 -- a JSON document
    return stdlib.loads(json.render(results))


@pytest.mark.parametrize("results", [(), (CLEAN,), EVERY_KIND], ids=["nothing", "clean", "every kind"])
def test_the_document_is_what_its_schema_says(results: tuple[Any, ...]) -> None:
    jsonschema.Draft202012Validator(json.schema()).validate(rendered(*results))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json.schema())


def test_the_schema_names_every_field_the_document_has() -> None:
    shape = json.schema()["$defs"]["finding"]
    assert list(rendered(FAILED)["findings"][0]) == list(shape["properties"]) == shape["required"]


def test_a_finding_carries_everything_known_about_it() -> None:
    assert rendered(FAILED)["findings"][0] == {
        "input": "overlays/prod",
        "rule": "single-replica",
        "severity": "error",
        "subject": {
            "apiGroup": "apps",
            "kind": "Deployment",
            "namespace": "airflow",
            "name": "airflow-scheduler",
        },
        "message": "runs alone",
        "field": "spec.replicas",
        "source": {"file": "base/deployment.yaml", "line": 7},
        "fix": "Run two.",
        "related": [],
        "fixes": [{"field": "spec.replicas", "value": "2"}],
    }


def test_a_place_nobody_knows_is_null() -> None:
    assert rendered(FAILED)["findings"][2]["source"] is None


def test_a_rule_says_how_it_ended_and_why() -> None:
    assert rendered(FAILED)["rules"][2] == {
        "input": "overlays/prod",
        "rule": "unresolved-reference",
        "outcome": "unknown",
        "reason": "Secret/a; Secret/b",
    }


def test_the_summary_counts_over_all_inputs() -> None:
    assert rendered(*EVERY_KIND)["summary"]["findings"] == {"error": 2, "warning": 2, "info": 0}


def test_what_does_not_count_is_told_apart() -> None:
    document = rendered(ALLOWED)
    assert (document["findings"], document["summary"]["inputs"][0]["waived"]) == ([], 1)
    assert document["waived"][0]["waiver"] == {
        "reason": "the license allows one",
        "owner": "data-team",
        "until": "2027-01-31",
    }
    assert [finding["message"] for finding in document["baseline"]["hidden"]] == ["guards one pod"]
    assert document["baseline"]["gone"] == [
        {
            "input": "overlays/old",
            "rule": "missing-migration",
            "subject": "Job/airflow-migrate",
            "field": "",
            "message": "is gone",
        }
    ]


def test_the_same_results_make_the_same_bytes() -> None:
    assert json.render(EVERY_KIND) == json.render(EVERY_KIND)
