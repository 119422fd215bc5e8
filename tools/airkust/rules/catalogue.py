"""Which rules are there? Listed by hand, in the order of their names; a test compares it with the files."""

from airkust.rules.availability import single_replica
from airkust.rules.references import unresolved_reference
from airkust.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    single_replica.RULE,
    unresolved_reference.RULE,
)
