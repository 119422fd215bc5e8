"""A report a person reads in seconds."""

import re

from tests.report.results import CLEAN, EVERY_KIND, FAILED, VALIDATED

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

SUMMARY = "overlays/prod: 2 errors, 1 warning; 3 objects; 3 rules: 1 fail, 1 skip, 1 unknown\n"


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
    assert (lines[0], [line.split(":")[0] for line in lines[-3:]]) == (
        "overlays/prod",
        ["overlays/dev", "overlays/prod", "-"],
    )


def test_colours_change_nothing_but_the_colours() -> None:
    coloured = text.render(EVERY_KIND, color=True, verbose=True)
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == text.render(EVERY_KIND, verbose=True)


def test_colours_are_there_when_asked_for() -> None:
    assert "\033[31;1merror\033[0m" in text.render([FAILED], color=True)


def test_no_line_is_wider_than_a_terminal_of_110_columns() -> None:
    assert max(map(len, text.render(EVERY_KIND, verbose=True).splitlines())) <= 110
