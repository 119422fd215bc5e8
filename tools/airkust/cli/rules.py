"""airkust rules: which rules there are, for people and for programs."""

import json
from typing import Final

from airkust.cli.options import ListFormat
from airkust.cli.terminal import emit
from airkust.rules import EVERY_RULE

SCHEMA: Final = "airkust/rules/v1"
"""Fields may be added under this name; one that changes its meaning or goes makes a v2."""


def run(output: ListFormat) -> None:
    """Print a line, or an entry, for each rule."""
    emit((_json() if output is ListFormat.JSON else _text()).encode())


def _text() -> str:
    rows = [(rule.name, rule.severity, rule.profile, rule.family) for rule in EVERY_RULE]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join([*(line.rstrip() for line in lines), ""])


def _json() -> str:
    rules = [
        {
            "name": rule.name,
            "severity": rule.severity,
            "profile": rule.profile,
            "family": rule.family,
            "summary": rule.doc.summary,
        }
        for rule in EVERY_RULE
    ]
    return json.dumps({"schema": SCHEMA, "rules": rules}, indent=2, ensure_ascii=False) + "\n"
