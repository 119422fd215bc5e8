"""airkust explain: what a rule looks for, why, and how to mend it."""

from airkust.cli.terminal import emit
from airkust.rules import RULES, Rule, find


def run(name: str | None) -> None:
    """Print one rule, or a line for each of them."""
    if name is not None:
        emit(_page(find(name)).encode())
        return
    width = max(len(rule.name) for rule in RULES)
    lines = [
        f"{rule.name:{width}}  {rule.severity:7}  {rule.profile:4}  {rule.doc.summary}" for rule in RULES
    ]
    emit("\n".join([*lines, ""]).encode())


def _page(rule: Rule) -> str:
    doc = rule.doc
    parts = [
        f"{rule.name}: {doc.summary}",
        f"{rule.severity}, from profile {rule.profile} up, {rule.family}",
        f"Why: {doc.why}",
        f"Fix: {doc.fix}",
        "\n".join(["See:", *(f"  {reference}" for reference in doc.see)]),
    ]
    return "\n\n".join(parts) + "\n"
