"""A comment on a pull request: the riskiest first, whatever the text is, and never more than it takes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.diff.comparisons import (
    ALL,
    EVERY_KIND,
    NOW,
    SAME,
    SCHEDULER_CHANGED,
    changed,
    hostile,
    of,
)

from airkust.diff.comparison import Comparison
from airkust.report.diff import markdown

FENCE = re.compile(r"(`{3,})(diff)?")
MANY = of(
    *(
        replace(
            SCHEDULER_CHANGED, changes=tuple(changed(0, f"{n} {'ü' * 40}", "a", str(n)) for n in range(50))
        )
        for _ in range(200)
    )
)


def outside(page: str) -> list[str]:
    """The lines outside of fences; fails where one stays open."""
    fence, lines = "", []
    for line in page.split("\n"):
        match = FENCE.fullmatch(line)
        if not fence and match and match[2]:
            fence = match[1]
        elif fence:
            fence = "" if line == fence else fence
        else:
            lines.append(line)
    assert fence == ""
    return lines


def sound(page: str) -> None:
    """Every fence is closed, and every block is folded out of the way in order."""
    tags = [line for line in outside(page) if line.startswith(("<details", "</details"))]
    assert len(tags) % 2 == 0
    assert all(tag.startswith("</") == bool(number % 2) for number, tag in enumerate(tags))


def test_a_job_finds_its_comment_by_the_first_line() -> None:
    assert markdown.render([SAME], now=NOW).splitlines()[0] == "<!-- airkust diff -->"


def test_a_comparison_without_differences_is_short() -> None:
    assert markdown.render([SAME], now=NOW) == (
        "<!-- airkust diff -->\n"
        "## airkust diff\n"
        "\n"
        "| input | recreated | changed | created | orphaned | failed | same | drifted |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| overlays/dev | 0 | 0 | 0 | 0 | 0 | 2 | 0 |\n"
        "\n"
        "### overlays/dev\n"
        "\n"
        "Compared with cluster prod (v1.37.1), read just now (2026-01-05 03:04 UTC): "
        "no differences; 2 same.\n"
    )


def test_a_consequence_is_a_row() -> None:
    assert (
        "| error | `Deployment/airflow-scheduler in airflow` | one scheduler is left: the next node that "
        "fails stops scheduling (because of ConfigMap/airflow-config-7h2k9) |  | Keep two. |\n"
        "| error | `StatefulSet/airflow-worker in airflow` | has to be made anew |  |  |\n"
        "| warning | `Deployment/airflow-scheduler in airflow` | 3 pods are replaced | 30 s to 10 min |  |\n"
    ) in markdown.render([ALL], now=NOW)


def test_a_setting_is_a_row() -> None:
    assert "| `[core] parallelism` | `32` | `64` | scheduler, triggerer |\n" in markdown.render(
        [ALL], now=NOW
    )


def test_an_object_is_folded() -> None:
    assert (
        "<details>\n"
        "<summary>changed <code>Deployment/airflow-scheduler in airflow</code> "
        "<code>overlays/ha-prod/scheduler.patch.yaml:12</code></summary>\n"
        "\n"
        "```diff\n"
        "@@ spec.replicas  drift: kubectl edit, 3 days ago (2026-01-02 03:04 UTC) @@\n"
        "- 3\n"
        "+ 2\n"
        "@@ spec.template.spec.containers[name=airflow].image  git @@\n"
        "- apache/airflow:3.3.1\n"
        "+ apache/airflow:3.3.2\n"
        "```\n"
        "\n"
        "</details>\n"
    ) in markdown.render([ALL], now=NOW)


def test_the_riskiest_objects_come_first() -> None:
    fates = re.findall(r"<summary>(\w+) ", markdown.render([ALL], now=NOW))
    assert fates == ["failed", "recreated", "changed", "changed", "orphaned", "created"]


def test_a_fence_is_longer_than_any_inside() -> None:
    each = replace(SCHEDULER_CHANGED, changes=(changed("a\nb", "a\n````\nb", "data", "x"),))
    assert "\n`````diff\n" in markdown.render([of(each)], now=NOW)


def test_nobody_is_called_and_no_tag_is_made() -> None:
    page = markdown.render([hostile("@team <b>|`")], now=NOW)
    lines = [line for line in outside(page) if "<summary>" in line or line.startswith("| ")]
    assert not any("<b>" in line.replace("`@team <b>", "") and "|" not in line for line in lines)
    assert "<code>@<!-- -->team &lt;b&gt;|`" in page


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_a_table_or_a_fence(text: str) -> None:
    page = markdown.render([hostile(text)], now=NOW)
    sound(page)
    rows = [line for line in outside(page) if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows} <= {4, 5, 8}


def test_a_comment_takes_it_and_the_rest_is_counted() -> None:
    page = markdown.render([MANY], now=NOW)
    shown = page.count("<summary>")
    assert 0 < shown < 200
    assert len(page.encode()) <= markdown.COMMENT
    assert page.splitlines()[-1] == (
        f"_Left out, for want of room: {200 - shown} objects. `airkust diff` shows them all._"
    )


@pytest.mark.parametrize("comparisons", [EVERY_KIND, (MANY,)], ids=["every kind", "many"])
@pytest.mark.parametrize("limit", range(450, 9000, 211))
def test_it_is_never_longer_than_asked_for_and_every_fence_is_closed(
    comparisons: tuple[Comparison, ...], limit: int
) -> None:
    page = markdown.render(comparisons, now=NOW, limit=limit)
    assert len(page.encode()) <= limit
    sound(page)


def test_a_very_long_object_is_cut_inside_its_fence() -> None:
    each = replace(SCHEDULER_CHANGED, changes=tuple(changed(n, -n, "a", str(n)) for n in range(1, 101)))
    assert "\n# 180 more lines: `airkust diff` shows them\n```\n" in markdown.render([of(each)], now=NOW)
