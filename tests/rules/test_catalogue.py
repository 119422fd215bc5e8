"""The list of rules, the files and the cases are one and the same set."""

import re
from pathlib import Path

import pytest
from tests.rules.cases import FOLDER, MUTATION, cases, folders

from airkust import rules
from airkust.rules import RULES, Rule

ROOM = Path(rules.__file__).parent
ABOUT_WAIVERS = ROOM / "waivers"
"""Rules that judge no manifest; test_waivers.py has their cases."""

RULE_FILES = [
    path for path in ROOM.glob("*/*.py") if path.name != "__init__.py" and path.parent != ABOUT_WAIVERS
]
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_the_list_names_every_file() -> None:
    listed = {f"{rule.family}/{rule.name.replace('-', '_')}.py" for rule in RULES}
    assert listed == {str(path.relative_to(ROOM)) for path in RULE_FILES}


def test_the_list_is_in_alphabetical_order() -> None:
    names = [rule.name for rule in RULES]
    assert names == sorted(set(names))


def test_every_rule_has_a_folder_of_cases_and_no_folder_is_left_over() -> None:
    assert [folder.name for folder in folders()] == [rule.name for rule in RULES]


@EVERY_RULE
def test_a_rule_has_a_bad_and_a_good_case(rule: Rule) -> None:
    names = {case.path.stem.partition("-")[0] for case in cases() if case.rule == rule.name}
    assert {"bad", "good"} <= names


@EVERY_RULE
def test_a_rule_has_a_mutation_of_one_of_our_overlays(rule: Rule) -> None:
    assert (FOLDER / rule.name / MUTATION).is_file()


@EVERY_RULE
def test_a_name_is_the_defect_in_kebab_case(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", rule.name)


@EVERY_RULE
def test_the_summary_is_one_sentence_on_one_line(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`][^\n]{10,100}\.", rule.doc.summary)


@EVERY_RULE
def test_why_is_said_in_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`].{20,}\.", rule.doc.why)


@EVERY_RULE
def test_the_fix_is_said_in_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`].{20,}\.", rule.doc.fix)


@EVERY_RULE
def test_every_reference_is_an_address(rule: Rule) -> None:
    assert rule.doc.see == tuple(line for line in rule.doc.see if line.startswith("https://"))


@EVERY_RULE
def test_at_least_one_reference_is_given(rule: Rule) -> None:
    assert rule.doc.see
