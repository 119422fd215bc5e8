"""What --help and its page say is true."""

import json
import re

import pytest
from tests.conftest import Run

from airkust.cli.options import rule_names
from airkust.rules import EVERY_RULE

COMMANDS = ["build", "validate", "check", "report", "diff", "explain", "rules", "setup", "secrets"]


@pytest.mark.parametrize("command", [*COMMANDS, "secrets init"])
def test_every_command_has_help(airkust: Run, command: str) -> None:
    assert airkust(*command.split(), "--help").stdout.startswith(f"Usage: airkust {command}")


def test_the_version_is_printed(airkust: Run) -> None:
    assert airkust("--version").stdout == "airkust 0.1.0\n"


def test_help_loads_neither_yaml_nor_rules_nor_schemas(airkust: Run) -> None:
    imported = airkust("--help", PYTHONPROFILEIMPORTTIME="1").stderr
    heavy = (
        "ruamel",
        "airkust.rules",
        "airkust.schema",
        "airkust.render",
        "airkust.secrets",
        "rich",
        "jinja2",
        "jsonschema",
    )
    assert [name for name in heavy if f" {name}\n" in imported] == []


def test_a_shell_is_told_the_commands(airkust: Run) -> None:
    offered = airkust(
        _AIRKUST_COMPLETE="complete_bash", COMP_WORDS="airkust ", COMP_CWORD="1", _TYPER_COMPLETE_ARGS=""
    )
    assert offered.stdout.split() == COMMANDS


@pytest.mark.parametrize("words", ["check --only unused-", "check --skip unused-", "explain unused-"])
def test_a_shell_is_told_the_rules(airkust: Run, words: str) -> None:
    told = airkust(
        _AIRKUST_COMPLETE="complete_bash",
        COMP_WORDS=f"airkust {words}",
        COMP_CWORD=str(words.count(" ") + 1),
        _TYPER_COMPLETE_ARGS=f"airkust {words}",
        PYTHONPROFILEIMPORTTIME="1",
    )
    assert (told.stdout.split(), " airkust.rules\n" in told.stderr) == (["unused-waiver"], False)


def test_what_a_shell_is_told_are_all_rules() -> None:
    assert rule_names("") == [rule.name for rule in EVERY_RULE]


def test_rules_are_listed_for_people(airkust: Run) -> None:
    assert re.search(r"(?m)^single-replica +error +ha +availability$", airkust("rules").stdout)


def test_rules_are_listed_for_programs(airkust: Run) -> None:
    listed = json.loads(airkust("rules", "--output", "json").stdout)
    assert (listed["schema"], len(listed["rules"])) == ("airkust/rules/v1", len(EVERY_RULE))
    assert listed["rules"][0].keys() == {"name", "severity", "profile", "family", "summary"}


def test_a_rule_about_waivers_is_explained(airkust: Run) -> None:
    assert (
        "error in the family waivers, from profile core up" in airkust("explain", "incomplete-waiver").stdout
    )


def test_explain_names_why_and_fix(airkust: Run) -> None:
    shown = airkust("explain", "single-replica").stdout
    assert [word for word in ("Why: ", "Fix: ", "See: ") if word in shown] == ["Why: ", "Fix: ", "See: "]


def test_explain_without_a_rule_lists_them(airkust: Run) -> None:
    assert "single-replica " in airkust("explain").stdout


def test_explain_names_the_nearest_rule(airkust: Run) -> None:
    assert airkust("explain", "single-replca").stderr == (
        'error: there is no rule "single-replca"\nhint: did you mean single-replica?\n'
    )
