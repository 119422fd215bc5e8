"""What --help and its page say is true."""

import pytest
from tests.conftest import Run

COMMANDS = ["build", "validate", "check", "report", "explain", "setup", "secrets"]


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


def test_explain_names_why_and_fix(airkust: Run) -> None:
    shown = airkust("explain", "single-replica").stdout
    assert [word for word in ("Why: ", "Fix: ", "See: ") if word in shown] == ["Why: ", "Fix: ", "See: "]


def test_explain_without_a_rule_lists_them(airkust: Run) -> None:
    assert "single-replica " in airkust("explain").stdout


def test_explain_names_the_nearest_rule(airkust: Run) -> None:
    assert airkust("explain", "single-replca").stderr == (
        'error: there is no rule "single-replca"\nhint: did you mean single-replica?\n'
    )
