"""`airkust report`: where the page goes, what is said beside it, and the exit code."""

import re
from pathlib import Path

import pytest
from tests.cli.scheduler import SCHEDULER
from tests.conftest import REPOSITORY, Run, refusal

ONLY = ("--only", "single-replica")
INPUT = SCHEDULER.encode()


def test_the_page_is_written_and_summed_up(airkust: Run, tmp_path: Path) -> None:
    ended = airkust("report", "-", *ONLY, cwd=tmp_path, stdin=INPUT)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert re.fullmatch(r"airkust-report\.html  \d+ kB  \d+\.\d\d s  1 object  1 error\n", ended.stderr)
    assert (tmp_path / "airkust-report.html").read_text().endswith("</html>\n")


def test_a_page_that_is_there_is_replaced(airkust: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    airkust("report", "-", "-o", page, stdin=INPUT)
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_the_page_can_go_to_standard_output(airkust: Run) -> None:
    ended = airkust("report", "-", "-o", "-", stdin=INPUT)
    assert ended.stdout.startswith("<!DOCTYPE html>")
    assert ended.stderr.startswith("standard output  ")


@pytest.mark.parametrize(("rule", "code"), [("single-replica", 1), ("mutable-image-tag", 0)])
def test_the_exit_code_is_that_of_check(airkust: Run, rule: str, code: int) -> None:
    assert airkust("check", "-", "--only", rule, stdin=INPUT).returncode == code
    assert airkust("report", "-", "-o", "-", "--only", rule, stdin=INPUT).returncode == code


def test_the_same_day_gives_the_same_bytes(airkust: Run) -> None:
    pages = [
        airkust("report", "-", "-o", "-", stdin=INPUT, SOURCE_DATE_EPOCH="86400").stdout for _ in range(2)
    ]
    assert pages[0] == pages[1]
    assert "<dd>1970-01-02</dd>" in pages[0]


def test_facts_of_the_command_line_are_told(airkust: Run, tmp_path: Path) -> None:
    facts = tmp_path / "ha.yaml"
    facts.write_text("cluster: {zones: 2, nodes: 4}\n")
    page = airkust("report", "-", "-o", "-", "--facts", facts, stdin=INPUT).stdout
    assert page.count('<p class="name">node ') == 4


def test_the_measured_costs_are_linked_where_they_can_be_read(airkust: Run, tmp_path: Path) -> None:
    airkust("report", "overlays/ha-prod", "-o", tmp_path / "page.html", cwd=REPOSITORY)
    [link] = re.findall(r'<a href="([^"#]+)">docs/drills.md</a>', (tmp_path / "page.html").read_text())
    assert (tmp_path / link).resolve() == REPOSITORY / "docs/drills.md"


def test_a_mistyped_rule_is_said_before_anything_is_built(airkust: Run) -> None:
    ended = airkust("report", "nowhere", "--skip", "single-replca")
    assert (ended.returncode, ended.stderr) == refusal(
        'there is no rule "single-replca"', hint="did you mean single-replica?"
    )


def test_a_directory_is_no_page(airkust: Run, tmp_path: Path) -> None:
    ended = airkust("report", "-", "-o", tmp_path, stdin=INPUT)
    assert (ended.returncode, ended.stderr) == refusal(
        f"{tmp_path}: is a directory", hint=f"for instance -o {tmp_path}/airkust-report.html"
    )


def test_a_page_that_cannot_be_written_is_said(airkust: Run, tmp_path: Path) -> None:
    ended = airkust("report", "-", "-o", tmp_path / "no" / "page.html", stdin=INPUT)
    assert (ended.returncode, ended.stderr) == refusal(
        f"{tmp_path}/no/page.html: cannot be written: No such file or directory"
    )
