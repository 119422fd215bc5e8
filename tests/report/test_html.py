"""Is the page sound HTML that needs nothing else, and can everybody read it?"""

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise

import pytest
from tests.report.html_pages import (
    ABOUT,
    GOLDEN,
    Element,
    all_of,
    golden,
    golden_page,
    page,
    page_of,
    read,
    rendering,
)
from tests.rules.cases import Case, cases

from airkust.report.html import render

BAD = [case for case in cases() if case.path.stem == "bad"]
POD = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: a}]}}"
HEADING = re.compile(r"h([1-6])")


@pytest.fixture(scope="module", params=[*GOLDEN, "findings", "pod"])
def text(request: pytest.FixtureRequest) -> str:
    if request.param == "pod":
        return page(POD)
    if request.param == "findings":
        return page(next(case for case in BAD if case.rule == "single-replica").path.read_text())
    return golden_page(request.param)


def test_every_tag_is_closed_in_order(text: str) -> None:
    assert [element.tag for element in read(text)][:2] == ["html", "head"]


def test_ids_are_unique(text: str) -> None:
    ids = Counter(element.attributes["id"] for element in read(text) if "id" in element.attributes)
    assert [name for name, number in ids.items() if number > 1] == []


def references(element: Element) -> list[str]:
    """The ids an element names."""
    of = element.attributes
    named = [word for key in ("aria-labelledby", "aria-describedby") for word in of.get(key, "").split()]
    named += [of[key].removeprefix("#") for key in ("href",) if of.get(key, "").startswith("#")]
    return named + re.findall(r"url\(#(.+)\)", of.get("marker-end", ""))


def test_every_reference_inside_the_page_leads_somewhere(text: str) -> None:
    elements = read(text)
    ids = {element.attributes["id"] for element in elements if "id" in element.attributes}
    wanted = [name for element in elements for name in references(element)]
    assert [name for name in wanted if name not in ids] == []


def test_headings_go_down_one_step_at_a_time(text: str) -> None:
    levels = [int(found[1]) for element in read(text) if (found := HEADING.fullmatch(element.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_every_picture_says_in_words_what_it_shows(text: str) -> None:
    elements = read(text)
    names = {element.attributes["id"]: element.words for element in elements if "id" in element.attributes}
    for picture in (element for element in elements if element.tag in {"svg", "img"}):
        if picture.attributes.get("aria-hidden") != "true":
            assert picture.attributes["role"] == "img"
            assert all(names[each] for each in picture.attributes["aria-labelledby"].split())


def test_a_sign_stands_beside_a_word(text: str) -> None:
    signs = [element for element in read(text) if element.attributes.get("class", "").startswith("word ")]
    alone = [sign for sign in signs if not sign.words and sign.inside[-1].tag != "p"]
    assert alone == []


def test_every_table_has_a_caption_and_scoped_headers(text: str) -> None:
    elements = read(text)
    tables = [element for element in elements if element.tag == "table"]
    captions = [element.inside[-1] for element in elements if element.tag == "caption" and element.words]
    assert [id(table) for table in tables] == [id(caption) for caption in captions]
    assert {element.attributes.get("scope") for element in elements if element.tag == "th"} <= {"col", "row"}


def test_details_begin_with_a_summary_in_words(text: str) -> None:
    elements = read(text)
    summaries = [element for element in elements if element.tag == "summary" and element.words]
    assert len(summaries) == len([element for element in elements if element.tag == "details"])


def test_the_language_and_landmarks_are_named(text: str) -> None:
    elements = read(text)
    tags = [element.tag for element in elements]
    assert elements[0].attributes["lang"] == "en"
    assert [tags.count(tag) for tag in ("main", "nav", "footer")] == [1, 1, 1]


def test_the_first_link_skips_to_the_content(text: str) -> None:
    assert all_of(text, "a")[0].attributes["href"] == "#main"


def test_nothing_is_loaded_and_nothing_runs(text: str) -> None:
    elements = read(text)
    tags = {element.tag for element in elements}
    assert (
        tags & {"script", "link", "iframe", "img", "object", "embed", "form", "base", "audio", "video"}
        == set()
    )
    attributes = {name for element in elements for name in element.attributes}
    assert [name for name in attributes if name.startswith("on") or name in {"src", "style", "srcset"}] == []
    hrefs = {element.attributes.get("href", "#") for element in elements}
    assert [href for href in hrefs if not href.startswith("#")] == []
    [style] = [element for element in elements if element.tag == "style"]
    assert re.search(r"@import|url\(|https?:", "".join(style.text)) is None


def test_the_policy_allows_this_style_and_nothing_else(text: str) -> None:
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [
        element.attributes["content"]
        for element in all_of(text, "meta")
        if element.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert page_of(golden("ha-prod")) == golden_page("ha-prod")


def test_what_a_manifest_says_is_never_markup() -> None:
    deployment = next(case for case in BAD if case.rule == "single-replica").path.read_text()
    name = "<script>alert(1)</script>"
    assert name not in page(deployment.replace("airflow-scheduler", f'"{name}"'))


@pytest.mark.parametrize("case", BAD, ids=str)
def test_every_bad_case_has_a_page_that_names_its_rule(case: Case) -> None:
    text = render(rendering(case.path.read_text()), case.judge(), ABOUT)
    assert f"<code>{case.rule}</code>" in text


def test_a_rule_that_found_errors_is_signed_so() -> None:
    text = page(next(case for case in BAD if case.rule == "single-replica").path.read_text())
    assert re.findall(
        r'<span class="word (\w+)">[^/]*/></svg>found something</span> <code>single-replica', text
    ) == ["error"]


LIGHT, DARK = range(2)
ON_PAGE = ("text", "muted", "link", "error", "warning", "info", "pass")


def colors(scheme: int) -> dict[str, str]:
    [style] = re.findall(r"<style>(.*?)</style>", golden_page("dev"), re.DOTALL)
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", style.split("color-scheme: dark")[scheme]))


def luminance(color: str) -> float:
    """Relative luminance. Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance ."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "raised", "mark"])
@pytest.mark.parametrize("ink", ON_PAGE)
def test_text_stands_out_from_its_ground(scheme: int, ground: str, ink: str) -> None:
    known = colors(scheme)
    lights = sorted((luminance(known[ground]), luminance(known[ink])))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5  # WCAG 2.2, 1.4.3, level AA


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_of_the_picture_stand_out(scheme: int) -> None:
    known = colors(scheme)
    lights = sorted((luminance(known["page"]), luminance(known["stroke"])))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 3  # WCAG 2.2, 1.4.11, level AA
