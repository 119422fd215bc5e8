"""Does every report survive what no manifest should hold?"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from tests.report.diff.comparisons import LIVE, NOW, changed, hostile, of

from airkust.diff.change import Change, ChangeKind
from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.diff.impact import Impact, ImpactKind
from airkust.model.resource import ResourceId
from airkust.report.diff import html, json, junit, markdown, sarif, side_by_side, text, unified

REPORTS: dict[str, Callable[..., str]] = {
    "text": partial(text.render, color=True, explain_ignored=True),
    "side-by-side": partial(side_by_side.render, color=True),
    "unified": unified.render,
    "json": json.render,
    "markdown": markdown.render,
    "sarif": partial(sarif.render, version="0"),
    "junit": junit.render,
    "html": partial(html.render, version="0"),
}
JUNK: list[Any] = [None, True, 7, 1.5, "", [], ["a", None], {}, {"a": {None: 1}}, [[[]]], b"x", float("inf")]

reports = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())


@reports
@pytest.mark.parametrize(
    "said", ["", "\ud800", "\0", "\r\n\t", "a\u2028b\u202e", "x" * 300_000, "y\n" * 30_000]
)
def test_any_text_is_reported(report: Callable[..., str], said: str) -> None:
    assert report([hostile(said)], now=NOW).encode(errors="replace")


@reports
@pytest.mark.parametrize("before", JUNK, ids=repr)
def test_any_value_is_reported(report: Callable[..., str], before: Any) -> None:  # noqa: ANN401
    body = {"spec": before, "data": before, "apiVersion": before}
    changes = [Change(("a",), kind, before, after) for kind in ChangeKind for after in JUNK]
    objects = [
        ObjectDiff(
            ResourceId(kind, "a"), fate, tuple(changes), live=body, predicted={**body, "more": [before]}
        )
        for fate in Fate
        for kind in ("ConfigMap", "Deployment", "Service")
    ]
    assert report([of(*objects)], now=NOW)


@reports
def test_nothing_is_reported(report: Callable[..., str]) -> None:
    nothing = ObjectDiff(ResourceId("", ""), Fate.FAILED)
    impact = Impact(ImpactKind.RISK, ResourceId("", ""), "", seconds=(float("nan"), float("inf")))
    assert isinstance(report([], now=NOW), str)
    assert isinstance(report([Comparison("", LIVE, (nothing,), (impact,), errors=("",))], now=NOW), str)


@reports
def test_an_object_without_bodies_is_reported(report: Callable[..., str]) -> None:
    objects = (ObjectDiff(ResourceId("Job", "a"), fate, (changed(1, 2),)) for fate in Fate)
    assert isinstance(report([of(*objects)], now=NOW), str)


@reports
def test_what_is_nested_as_deep_as_a_manifest_may_be_is_reported(report: Callable[..., str]) -> None:
    deep: Any = "a"
    for _ in range(200):
        deep = {"b": [deep]}
    each = ObjectDiff(
        ResourceId("Job", "a"), Fate.CHANGED, (changed(1, deep),), live={}, predicted={"spec": deep}
    )
    assert report([of(each)], now=NOW)
