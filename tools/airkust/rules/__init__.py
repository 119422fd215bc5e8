"""Judgements: a `Rendering` in, verdicts out. One module per rule, in a folder per family."""

from airkust.rules.catalogue import RULES
from airkust.rules.engine import EVERY_RULE, check, describe, find, select_waiver_rules
from airkust.rules.rule import Described, Rule
from airkust.rules.waiving import on_objects, waive, with_waivers_judged

__all__ = [
    "EVERY_RULE",
    "RULES",
    "Described",
    "Rule",
    "check",
    "describe",
    "find",
    "on_objects",
    "select_waiver_rules",
    "waive",
    "with_waivers_judged",
]
