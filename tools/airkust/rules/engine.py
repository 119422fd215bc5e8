"""Which rules run, and what becomes of their verdicts?"""

import difflib
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from airkust.errors import UsageError
from airkust.model.finding import Finding, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.result import CheckResult, Outcome, RuleResult
from airkust.parse import Locator, ReadSource
from airkust.rules.catalogue import RULES
from airkust.rules.rule import Described, Rule, Skip, Unknown, Verdict
from airkust.rules.waiver_rule import WaiverRule
from airkust.rules.waiving import WAIVER_RULES

EVERY_RULE: Final[tuple[Described, ...]] = tuple(sorted((*RULES, *WAIVER_RULES), key=lambda rule: rule.name))


Named = TypeVar("Named", bound=Described)


def find(name: str) -> Rule:
    """The rule of manifests of that name.

    Raises:
        UsageError: There is none; the hint names the nearest.
    """
    return _named(name, RULES)


def describe(name: str) -> Described:
    """The rule of that name, be it about waivers.

    Raises:
        UsageError: There is none; the hint names the nearest.
    """
    return _named(name, EVERY_RULE)


def _named(name: str, rules: Sequence[Named]) -> Named:
    by_name = {rule.name: rule for rule in rules}
    if name in by_name:
        return by_name[name]
    nearest = difflib.get_close_matches(name, by_name, n=3, cutoff=0.7)
    hint = f"did you mean {' or '.join(nearest)}?" if nearest else "`airkust rules` lists them"
    raise UsageError(f'there is no rule "{name}"', hint=hint)


def select_waiver_rules(only: Sequence[str] = (), skip: Sequence[str] = ()) -> tuple[WaiverRule, ...]:
    """The rules about waivers to run: every profile has all of them.

    Args:
        only: As for `select`.
        skip: As for `select`.
    """
    return tuple(rule for rule in WAIVER_RULES if rule.name not in skip and (not only or rule.name in only))


def select(profile: Profile, only: Sequence[str] = (), skip: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules to run, alphabetical.

    Args:
        profile: Takes the rules of this profile and of those it includes.
        only: Names of rules to take instead, whatever their profile.
        skip: Names of rules to leave out.

    Raises:
        UsageError: `only` or `skip` names no rule.
    """
    chosen = {describe(name).name for name in only}
    left_out = {describe(name).name for name in skip}
    return tuple(
        rule
        for rule in RULES
        if rule.name not in left_out and (rule.name in chosen if only else profile.includes(rule.profile))
    )


def check(
    rendering: Rendering,
    *,
    profile: Profile,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    read: ReadSource | None = None,
) -> CheckResult:
    """Judge a rendering.

    Args:
        rendering: What to judge.
        profile: Runs the rules of this profile and of those it includes.
        only: Names of rules to run instead, whatever their profile.
        skip: Names of rules not to run.
        read: Gives the bytes of a source file, to find lines; without it files are named only.

    Raises:
        UsageError: `only` or `skip` names no rule.
    """
    return run(rendering, select(profile, only, skip), read=read)


def run(rendering: Rendering, rules: Iterable[Rule], *, read: ReadSource | None = None) -> CheckResult:
    """Judge a rendering by these rules.

    Args:
        rendering: What to judge.
        rules: In the order their findings are reported.
        read: As for `check`.
    """
    locator = Locator(read) if read else None
    findings: list[Finding] = []
    results: list[RuleResult] = []
    for rule in rules:
        verdicts = tuple(dict.fromkeys(rule.check(rendering)))
        findings.extend(_sign(rule, verdicts, rendering, locator))
        results.append(_result(rule, verdicts))
    return CheckResult(rendering.name, len(rendering), tuple(findings), tuple(results))


def _result(rule: Rule, verdicts: Sequence[Verdict]) -> RuleResult:
    """A violation decides; else a missing fact; else a reason to skip."""
    missing = tuple(verdict.fact for verdict in verdicts if isinstance(verdict, Unknown))
    if any(isinstance(verdict, Violation) for verdict in verdicts):
        return RuleResult(rule.name, Outcome.FAIL, missing)
    if missing:
        return RuleResult(rule.name, Outcome.UNKNOWN, missing)
    reasons = tuple(verdict.reason for verdict in verdicts if isinstance(verdict, Skip))
    return RuleResult(rule.name, Outcome.SKIP if reasons else Outcome.PASS, reasons)


def _sign(
    rule: Rule, verdicts: Sequence[Verdict], rendering: Rendering, locator: Locator | None
) -> Iterable[Finding]:
    for verdict in verdicts:
        if isinstance(verdict, Violation):
            resource = rendering.by_id[verdict.subject]
            yield Finding(
                rule=rule.name,
                severity=rule.severity,
                subject=verdict.subject,
                message=verdict.message,
                field=verdict.field,
                fix=rule.doc.fix,
                source=locator.locate(resource, verdict.field) if locator else resource.source,
                related=verdict.related,
                edits=verdict.edits,
            )
