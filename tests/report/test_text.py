"""A report a person reads in seconds."""

import re
from dataclasses import replace

from tests.report.results import ALLOWED, CLEAN, EVERY_KIND, FAILED, VALIDATED, finding

from airkust.model.fingerprint import Fingerprint
from airkust.model.result import CheckResult, Outcome, RuleResult
from airkust.report import text

FAILURES = """\
error  single-replica
  Deployment/airflow-scheduler runs alone
    base/deployment.yaml:7  spec.replicas
  PodDisruptionBudget/airflow-scheduler guards one pod
    base/deployment.yaml  spec.replicas
  fix: Run two.

warning  invalid-manifest
  PodDisruptionBudget/airflow-scheduler is odd
    with Deployment/airflow-scheduler
"""

SUMMARY = """\
overlays/prod: 2 errors, 1 warning; 3 objects; 3 rules: 1 fail, 1 skip, 1 unknown

found  2 errors, 1 warning
worst  single-replica (2 errors), invalid-manifest (1 warning)
other  1 rule undecided for want of facts
next   airkust explain single-replica; airkust check --fix-preview has patches for 2 findings
"""


def test_a_clean_input_is_one_line() -> None:
    assert text.render([CLEAN]) == "overlays/dev: no findings; 1 object; 1 rule: 1 pass\n"


def test_findings_are_grouped_by_rule_with_one_fix() -> None:
    undecided = "unknown  unresolved-reference\n  cannot be decided without Secret/a; Secret/b\n"
    assert text.render([FAILED]) == f"{FAILURES}\n{undecided}\n{SUMMARY}"


def test_verbose_lists_every_rule_with_its_reason() -> None:
    outcomes = """\
skip     mutable-image-tag     no pods
fail     single-replica
unknown  unresolved-reference  Secret/a; Secret/b
"""
    assert text.render([FAILED], verbose=True) == f"{FAILURES}\n{outcomes}\n{SUMMARY}"


def test_validation_has_no_rules_to_count() -> None:
    assert text.render([VALIDATED]).endswith("\n\n-: 1 warning; 12 objects\n")


def test_several_inputs_are_told_apart_and_summed_up_at_the_end() -> None:
    lines = text.render(EVERY_KIND).splitlines()
    assert (lines[0], [line.split(":")[0] for line in lines[-10:-6]]) == (
        "overlays/prod",
        ["overlays/dev", "overlays/prod", "-", "overlays/old"],
    )


def test_what_does_not_count_is_summed_up_at_the_end() -> None:
    assert text.render(EVERY_KIND).endswith("""
found  2 errors, 2 warnings in 4 inputs
worst  single-replica (2 errors), invalid-manifest (2 warnings)
other  1 waived, 1 in the baseline (shown with -v); 1 of the baseline found no more: write it anew; 1 rule
       undecided for want of facts
next   airkust explain single-replica; airkust check --fix-preview has patches for 2 findings
""")


def test_no_more_than_three_rules_are_called_the_worst() -> None:
    names = ("a", "b", "c", "d", "e")
    findings = tuple(replace(finding(), rule=name) for name in (*names, "e"))
    result = CheckResult("in", 1, findings, tuple(RuleResult(name, Outcome.FAIL) for name in names))
    assert "worst  e (2 errors), a (1 error), b (1 error), and 2 more\n" in text.render([result])


def test_verbose_shows_what_is_allowed_and_what_is_gone() -> None:
    assert text.render([ALLOWED], verbose=True).startswith("""\
waived  single-replica
  Deployment/airflow-scheduler runs alone
    the license allows one (allowed by data-team until 2027-01-31)

known  single-replica  PodDisruptionBudget/airflow-scheduler  spec.replicas
gone   missing-migration  Job/airflow-migrate

""")


def test_what_is_gone_is_always_said_but_not_at_length() -> None:
    gone = tuple(Fingerprint("a-rule", f"Pod/{number}", "", "") for number in range(12))
    shown = text.render([CheckResult("in", 1, gone=gone)]).splitlines()
    assert (len(shown), shown[:1], shown[9:11]) == (
        13,
        ["gone   a-rule  Pod/0"],
        ["gone   a-rule  Pod/9", "gone   and 2 more (shown with -v)"],
    )


def test_what_is_allowed_is_not_shown_otherwise() -> None:
    assert "license" not in text.render([ALLOWED])


def test_colours_change_nothing_but_the_colours() -> None:
    coloured = text.render(EVERY_KIND, color=True, verbose=True)
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == text.render(EVERY_KIND, verbose=True)


def test_colours_are_there_when_asked_for() -> None:
    assert "\033[31;1merror\033[0m" in text.render([FAILED], color=True)


def test_no_line_is_wider_than_a_terminal_of_110_columns() -> None:
    assert max(map(len, text.render(EVERY_KIND, verbose=True).splitlines())) <= 110
