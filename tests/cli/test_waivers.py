"""`airkust check` and waivers: on objects, of an overlay and of the whole project."""

import json
from pathlib import Path

import pytest
from tests.cli.scheduler import SCHEDULER
from tests.conftest import Run

HELD = 'reason = "the license allows one"\nowner = "data-team"\nuntil = 2999-01-31\n'
SCHEDULERS = '{heading}\nrule = "single-replica"\nobject = "Deployment/airflow-*"\n'


def check(airkust: Run, project: Path, *arguments: str) -> list[tuple[str, str]]:
    """The rules that found something about replicas or waivers, and where."""
    arguments = (*arguments, "--profile", "ha", "-o", "json")
    found = json.loads(airkust("check", *arguments, cwd=project).stdout)["findings"]
    return [
        (each["rule"], f"{each['source']['file']}:{each['source']['line']}")
        for each in found
        if each["rule"] == "single-replica" or each["rule"].endswith("-waiver")
    ]


def add(project: Path, text: str) -> None:
    with (project / "airkust.toml").open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.parametrize("heading", ["[[overlays.waivers]]", "[[waivers]]"])
def test_a_file_may_allow_it(airkust: Run, project: Path, heading: str) -> None:
    add(project, SCHEDULERS.format(heading=heading) + HELD)
    assert check(airkust, project) == []


def test_an_object_may_allow_it(airkust: Run, project: Path) -> None:
    allowed = '  annotations: {airkust.dev/allow: "single-replica: why; owner=a; until=2999-01-31"}\n'
    file = project / "overlays/one/deployment.yaml"
    file.write_text(SCHEDULER.replace("spec:\n  replicas", f"{allowed}spec:\n  replicas"), encoding="utf-8")
    assert check(airkust, project) == []


def test_the_report_shows_it_when_asked(airkust: Run, project: Path) -> None:
    add(project, SCHEDULERS.format(heading="[[waivers]]") + HELD)
    shown = airkust("check", "--profile", "ha", "-v", cwd=project).stdout
    assert "    the license allows one (allowed by data-team until 2999-01-31)\n" in shown


@pytest.mark.parametrize("heading", ["[[overlays.waivers]]", "[[waivers]]"])
def test_a_waiver_of_the_file_is_judged_with_its_line(
    airkust: Run,
    project: Path,
    heading: str,
) -> None:
    add(project, "\n" + SCHEDULERS.format(heading=heading))
    assert check(airkust, project) == [
        ("single-replica", "overlays/one/deployment.yaml:6"),
        ("incomplete-waiver", "airkust.toml:5"),
    ]


def test_a_last_day_that_has_passed_counts_again(airkust: Run, project: Path) -> None:
    add(project, SCHEDULERS.format(heading="[[waivers]]") + HELD.replace("2999", "2001"))
    assert [rule for rule, _ in check(airkust, project)] == ["single-replica", "expired-waiver"]


def second(project: Path) -> None:
    """Another overlay, without a scheduler."""
    (project / "two").mkdir()
    (project / "two/kustomization.yaml").write_text("configMapGenerator: [{name: a}]\n", encoding="utf-8")
    add(project, '[[overlays]]\npath = "two"\nprofile = "dev"\n')


def test_a_waiver_of_the_project_is_used_if_one_overlay_uses_it(airkust: Run, project: Path) -> None:
    second(project)
    add(project, SCHEDULERS.format(heading="[[waivers]]") + HELD)
    assert check(airkust, project) == []


def test_a_waiver_of_the_project_is_unused_if_no_overlay_uses_it(airkust: Run, project: Path) -> None:
    second(project)
    add(project, SCHEDULERS.format(heading="[[waivers]]").replace("airflow-*", "other") + HELD)
    assert ("unused-waiver", "airkust.toml:7") in check(airkust, project)


def test_a_waiver_of_the_project_is_not_unused_if_an_overlay_was_not_looked_at(
    airkust: Run,
    project: Path,
) -> None:
    second(project)
    add(project, SCHEDULERS.format(heading="[[waivers]]") + HELD)
    assert check(airkust, project, "two") == []


def test_a_waiver_of_an_overlay_holds_for_no_other(airkust: Run, project: Path) -> None:
    second(project)
    add(project, SCHEDULERS.format(heading="[[overlays.waivers]]") + HELD)
    assert [rule for rule, _ in check(airkust, project)] == ["single-replica", "unused-waiver"]


def test_rules_about_waivers_can_be_skipped(airkust: Run, project: Path) -> None:
    add(project, SCHEDULERS.format(heading="[[waivers]]"))
    assert [rule for rule, _ in check(airkust, project, "--skip", "incomplete-waiver")] == ["single-replica"]
