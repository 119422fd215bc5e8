"""Judgements: a `Rendering` in, violations out. One module per rule, listed here by hand."""

from airkust.rules.engine import check, find
from airkust.rules.rule import Profile, Rule

__all__ = ["Profile", "Rule", "check", "find"]
