"""Every rule says what its cases expect, in exactly these words."""

from pathlib import Path

import pytest
from tests.rules.cases import Case, cases, folders

from airkust.model.result import Outcome
from airkust.report import text


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_case_gets_the_verdict_its_name_states(case: Case) -> None:
    assert [result.outcome for result in case.judge().rules] == [case.expected]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_the_report_reads_as_expected(folder: Path, *, update_golden: bool) -> None:
    """Bad, skipped and unknown cases, as `airkust check --verbose` prints them."""
    judged = [case.judge() for case in cases(folder) if case.expected is not Outcome.PASS]
    report = "\n".join(text.render([result], verbose=True) for result in judged)
    expected = folder / "expected.txt"
    if update_golden:
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")
