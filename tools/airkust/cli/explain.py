"""airkust explain: what a rule looks for, why, and how to mend it."""

from textwrap import fill

from airkust.cli.terminal import emit
from airkust.rules import EVERY_RULE, Described, describe

WIDTH = 100
"""Columns. Long lines are hard to read, however wide the terminal."""


def run(name: str | None) -> None:
    """Print one rule, or a line for each of them."""
    if name is not None:
        emit(_page(describe(name)).encode())
        return
    width = max(len(rule.name) for rule in EVERY_RULE)
    lines = [
        f"{rule.name:{width}}  {rule.severity:7}  {rule.profile:4}  {rule.doc.summary}" for rule in EVERY_RULE
    ]
    emit("\n".join([*lines, ""]).encode())


def _page(rule: Described) -> str:
    doc = rule.doc
    parts = [
        f"{rule.name}: {doc.summary}",
        f"{rule.severity} in the family {rule.family}, from profile {rule.profile} up",
        _wrapped(f"Why: {doc.why}"),
        _wrapped(f"Fix: {doc.fix}"),
        "\n     ".join(["See: " + doc.see[0], *doc.see[1:]]) if doc.see else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _wrapped(paragraph: str) -> str:
    return fill(paragraph, WIDTH, subsequent_indent=" " * len("Why: "))
