"""A report a program reads: versioned, described by a schema, everything in it, the same every time."""

import json as stdlib
from copy import deepcopy
from dataclasses import fields
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.diff.comparisons import ALL, EVERY_KIND, NOW, SAME, changed, hostile, of

from airkust.diff.change import Change
from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.diff.impact import Impact
from airkust.model.resource import ResourceId
from airkust.report.diff import json


def rendered(*comparisons: Comparison) -> Any:  # noqa: ANN401 -- a JSON document
    return stdlib.loads(json.render(comparisons, now=NOW))


def strict() -> Any:  # noqa: ANN401 -- a JSON schema
    """The schema, with nothing allowed that it does not name: readers must be able to look up every field."""
    schema = deepcopy(json.schema())
    for shape in (schema, *schema["$defs"].values()):
        if "properties" in shape:
            shape["additionalProperties"] = False
    return schema


@pytest.mark.parametrize("comparisons", [(), (SAME,), EVERY_KIND], ids=["nothing", "same", "every kind"])
def test_the_document_is_what_its_schema_says(comparisons: tuple[Comparison, ...]) -> None:
    jsonschema.Draft202012Validator(strict()).validate(rendered(*comparisons))


@settings(deadline=None)
@given(st.text())
def test_whatever_a_manifest_holds_it_is_valid(text: str) -> None:
    jsonschema.Draft202012Validator(strict()).validate(rendered(hostile(text)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json.schema())


def test_every_field_is_required() -> None:
    shapes = [shape for shape in (json.schema(), *json.schema()["$defs"].values()) if "properties" in shape]
    assert [shape["required"] for shape in shapes] == [list(shape["properties"]) for shape in shapes]


@pytest.mark.parametrize(
    ("noun", "name"), [(Change, "change"), (ObjectDiff, "difference"), (Impact, "impact")]
)
def test_the_whole_noun_is_told(noun: Any, name: str) -> None:  # noqa: ANN401 -- a dataclass
    words = {
        each.replace("orderMatters", "order_matters") for each in json.schema()["$defs"][name]["properties"]
    }
    assert {each.name for each in fields(noun)} - words == set()


def test_a_change_carries_everything_known_about_it() -> None:
    assert rendered(ALL)["comparisons"][0]["objects"][0]["changes"][1] == {
        "field": "spec.template.spec.containers[name=airflow].image",
        "path": ["spec", "template", "spec", "containers", {"item": {"name": "airflow"}}, "image"],
        "kind": "changed",
        "before": "apache/airflow:3.3.1",
        "after": "apache/airflow:3.3.2",
        "place": None,
        "orderMatters": False,
        "standing": False,
        "cause": {"kind": "git", "manager": "kubectl", "at": "2026-01-02T03:04:00+00:00", "note": ""},
        "inner": [],
    }


def test_an_order_is_told_by_the_steps() -> None:
    changes = rendered(ALL)["comparisons"][0]["objects"][2]["changes"]
    [order] = [change for change in changes if change["kind"] == "reordered"]
    assert order["before"] == [{"item": {"name": "A"}}, {"item": {"name": "B"}}]


def test_the_summary_counts_every_fate() -> None:
    assert rendered(ALL)["comparisons"][0]["summary"] == {
        "recreated": 1, "changed": 2, "created": 1, "orphaned": 1, "failed": 1, "same": 1, "drifted": 1,
    }  # fmt: skip


def test_what_json_does_not_know_is_text() -> None:
    odd = ObjectDiff(
        ResourceId("A", "a"), Fate.CHANGED, (changed(float("nan"), {1: float("inf"), "b": b"x"}),)
    )
    [change] = rendered(of(odd))["comparisons"][0]["objects"][0]["changes"]
    assert (change["before"], change["after"]) == ("nan", {"1": "inf", "b": "b'x'"})


def test_the_same_comparisons_make_the_same_bytes() -> None:
    assert json.render(EVERY_KIND, now=NOW) == json.render(EVERY_KIND, now=NOW)
