"""The page: sound HTML that needs nothing else, with everything in it, whatever a manifest holds."""

import base64
import hashlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.diff.comparisons import ALL, EVERY_KIND, NOW, SAME, hostile, of
from tests.report.html_pages import all_of, read

from airkust.diff.comparison import Comparison
from airkust.report.diff import html


def page(*comparisons: Comparison) -> str:
    return html.render(comparisons, now=NOW, version="0.1.0")


def words(text: str, tag: str) -> list[str]:
    return [element.words for element in all_of(text, tag)]


@pytest.mark.parametrize("comparisons", [(), (SAME,), EVERY_KIND], ids=["nothing", "same", "every kind"])
def test_every_tag_is_closed_in_order(comparisons: tuple[Comparison, ...]) -> None:
    assert [element.tag for element in read(page(*comparisons))][:2] == ["html", "head"]


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    elements = read(page(ALL, ALL))
    ids = Counter(element.attributes["id"] for element in elements if "id" in element.attributes)
    named = {
        element.attributes[key].removeprefix("#")
        for element in elements
        for key in ("href", "aria-labelledby")
        if key in element.attributes
    }
    assert (max(ids.values()), named - set(ids)) == (1, set())


def test_nothing_is_loaded_and_nothing_runs() -> None:
    elements = read(page(*EVERY_KIND))
    assert {"script", "img", "link", "iframe", "object"} & {element.tag for element in elements} == set()
    assert [element for element in elements if "src" in element.attributes] == []
    [style] = [element for element in elements if element.tag == "style"]
    hashed = base64.b64encode(hashlib.sha256("".join(style.text).encode()).digest()).decode()
    [policy] = [each.attributes["content"] for each in elements if "http-equiv" in each.attributes]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{hashed}'")


def test_each_object_that_differs_is_there_the_failed_first() -> None:
    assert [said.split()[0] for said in words(page(ALL), "summary")] == [
        "failed",
        "recreated",
        "changed",
        "changed",
        "created",
        "orphaned",
    ]


def test_a_short_change_is_a_line_with_its_cause() -> None:
    text = " ".join(words(page(ALL), "body"))
    said = "spec.replicas changed; drift: kubectl edit, 3 days ago (2026-01-02 03:04 UTC) 3 → 2"
    assert said in text


def test_a_longer_change_is_side_by_side() -> None:
    rows = [
        [
            cell.words
            for cell in all_of(page(ALL), "td")
            if set(cell.attributes.get("class", "").split()) & {kind}
        ]
        for kind in ("gone", "come")
    ]
    assert rows == [["parallelism = 32"], ["parallelism = 64"]]


def test_consequences_and_settings_are_there() -> None:
    text = " ".join(words(page(ALL), "body"))
    assert all(impact.message in text for impact in ALL.impacts)
    assert [words(page(ALL), "th")[4], *words(page(ALL), "td")[:3]] == [
        "[core] parallelism",
        "32",
        "64",
        "scheduler, triggerer",
    ]


def test_an_empty_comparison_says_so() -> None:
    assert "no differences; no objects" in page(of())


def test_the_same_comparisons_make_the_same_bytes() -> None:
    assert page(*EVERY_KIND) == page(*EVERY_KIND)


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_any_text_gives_a_sound_page(text: str) -> None:
    read(page(hostile(text)))


def test_markup_stays_text() -> None:
    assert "<script>" not in page(hostile("<script>alert(1)</script>"))
