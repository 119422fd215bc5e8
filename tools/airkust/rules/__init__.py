"""Judgements: a `Rendering` in, verdicts out. One module per rule, in a folder per family."""

from airkust.rules.catalogue import RULES
from airkust.rules.engine import check, find
from airkust.rules.rule import Rule

__all__ = ["RULES", "Rule", "check", "find"]
