"""What was found, by the kind of thing that fails; what could not be decided; what passed?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from airkust.model.finding import Finding, Severity
from airkust.model.result import CheckResult, Outcome, RuleResult
from airkust.report.html.words import MANY
from airkust.rules import RULES

FAMILIES: Final = {
    "availability": "Pods and budgets",
    "placement": "Nodes and zones",
    "health": "Probes and shutdown",
    "rollout": "Rollouts and migrations",
    "database": "Database",
    "capacity": "Capacity",
    "tasks": "Task pods",
    "configuration": "Configuration",
    "storage": "Logs and volumes",
    "network": "Network",
    "security": "Security",
    "images": "Images",
    "references": "References between objects",
}
"""The failure domains, in the order they are told."""

OTHERS = "Manifests"
UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Group:
    """What one rule found.

    Attributes:
        more: Findings beyond those shown.
    """

    rule: str
    summary: str
    severity: Severity
    fix: str
    why: str
    findings: tuple[Finding, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Domain:
    """A failure domain: all rules of a family."""

    title: str
    groups: tuple[Group, ...]
    unknown: tuple[RuleResult, ...]
    skipped: tuple[RuleResult, ...]
    passed: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The id of its place in the page."""
        return f"domain-{UNFIT.sub('-', self.title.lower())}"


def domains(result: CheckResult) -> tuple[Domain, ...]:
    """Every domain that a rule ran for; those with findings first."""
    families = {rule.name: rule.family for rule in RULES}
    titles = {name: _title(families.get(name, "")) for name in _names(result)}
    order = [*FAMILIES.values(), *sorted(set(titles.values()) - set(FAMILIES.values()))]
    found = [_domain(title, result, titles) for title in order if title in titles.values()]
    return tuple(sorted(found, key=lambda domain: _rank(domain.groups)))


def missing_facts(result: CheckResult) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each fact nobody stated, and the rules that need it."""
    asked: dict[str, list[str]] = {}
    for rule in result.rules:
        if rule.outcome is not Outcome.SKIP:
            for fact in rule.reasons:
                asked.setdefault(fact, []).append(rule.rule)
    return tuple((fact, tuple(rules)) for fact, rules in asked.items())


def _names(result: CheckResult) -> Sequence[str]:
    return list(
        dict.fromkeys([*(rule.rule for rule in result.rules), *(each.rule for each in result.findings)])
    )


def _title(family: str) -> str:
    return FAMILIES.get(family) or (family.capitalize() if family else OTHERS)


def _domain(title: str, result: CheckResult, titles: dict[str, str]) -> Domain:
    groups = sorted(
        _groups([finding for finding in result.findings if titles[finding.rule] == title]),
        key=lambda group: list(Severity).index(group.severity),
    )
    rules = [rule for rule in result.rules if titles[rule.rule] == title]
    return Domain(
        title,
        tuple(groups),
        unknown=tuple(rule for rule in rules if rule.outcome is Outcome.UNKNOWN),
        skipped=tuple(rule for rule in rules if rule.outcome is Outcome.SKIP),
        passed=tuple(rule.rule for rule in rules if rule.outcome is Outcome.PASS),
    )


def _groups(findings: Sequence[Finding]) -> Iterator[Group]:
    docs = {rule.name: rule for rule in RULES}
    for (name, severity, fix), group in groupby(
        findings, key=lambda each: (each.rule, each.severity, each.fix)
    ):
        members = tuple(group)
        rule = docs.get(name)
        summary, why = (rule.doc.summary, rule.doc.why) if rule else ("", "")
        yield Group(name, summary, severity, fix, why, members[:MANY], max(len(members) - MANY, 0))


def _rank(groups: Sequence[Group]) -> int:
    return min((list(Severity).index(group.severity) for group in groups), default=len(Severity))
