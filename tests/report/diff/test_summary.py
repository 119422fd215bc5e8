"""Standard error: one line for each input, one for each thing that could not be compared."""

from tests.report.diff.comparisons import ALL, SAME, hostile

from airkust.report.diff import summary

REFUSED = "PodDisruptionBudget/airflow-scheduler in airflow: 403 Forbidden: no permission to get pods"


def test_an_input_is_one_line() -> None:
    assert summary.one_line(SAME) == "overlays/dev: no differences; 2 same"


def test_every_failure_is_a_line() -> None:
    assert list(summary.failures(ALL)) == [REFUSED, "CronJob could not be listed: 500"]


def test_no_line_drives_a_terminal() -> None:
    comparison = hostile("\x1b[2J\n\u202e")
    assert all(line.isprintable() for line in (summary.one_line(comparison), *summary.failures(comparison)))
