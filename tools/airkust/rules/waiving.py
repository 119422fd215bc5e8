"""Which findings does somebody allow, and what is wrong with what allows them?"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from airkust.model.finding import Finding
from airkust.model.rendering import Rendering
from airkust.model.result import CheckResult, Outcome, RuleResult, Waived
from airkust.model.waiver import FIELD, Waiver, annotated
from airkust.parse import Locator, ReadSource
from airkust.rules.catalogue import RULES
from airkust.rules.waiver_rule import Use, WaiverRule
from airkust.rules.waivers import expired_waiver, incomplete_waiver, unused_waiver

WAIVER_RULES: tuple[WaiverRule, ...] = (expired_waiver.RULE, incomplete_waiver.RULE, unused_waiver.RULE)

NAMES = frozenset(rule.name for rule in RULES)


def waive(result: CheckResult, rendering: Rendering, listed: Iterable[Waiver], today: date) -> CheckResult:
    """Let what somebody allows count no more.

    Args:
        result: What the rules found in the rendering.
        rendering: Its objects may carry waivers.
        listed: More waivers, of airkust.toml.
        today: A waiver holds through its last day.
    """
    holding: dict[str, list[Waiver]] = {}
    for waiver in (*annotated(rendering), *listed):
        if not faults(waiver) and not Use(waiver, tried=True, used=True, today=today, faults=()).is_over:
            holding.setdefault(waiver.rule, []).append(waiver)
    waived, left = [], []
    for finding in result.findings:
        candidates = holding.get(finding.rule, ())
        found = next((waiver for waiver in candidates if waiver.meets(finding.rule, finding.subject)), None)
        if found:
            waived.append(Waived(finding, found))
        else:
            left.append(finding)
    return replace(result.keeping(tuple(left), "waived"), waived=tuple(waived))


def with_waivers_judged(
    result: CheckResult,
    waivers: Sequence[Waiver],
    over: Sequence[CheckResult],
    *,
    today: date,
    rules: Sequence[WaiverRule],
) -> CheckResult:
    """Add what is wrong with waivers to a result.

    Args:
        result: Where it is added.
        waivers: What to judge.
        over: The results in which they may have met something; none where that cannot be told.
        today: As for `waive`.
        rules: Which rules about waivers to run.
    """
    uses = [_use(waiver, over, today) for waiver in waivers]
    findings = [*result.findings]
    outcomes = {rule.rule: rule for rule in result.rules}
    for rule in rules:
        found = [_finding(rule, use.waiver, message) for use in uses if (message := rule.judge(use))]
        findings.extend(found)
        outcomes[rule.name] = _outcome(rule, outcomes.get(rule.name), found, waivers)
    ordered = tuple(outcomes[name] for name in sorted(outcomes))
    return replace(result, findings=tuple(findings), rules=ordered)


def on_objects(rendering: Rendering, read: ReadSource | None = None) -> tuple[Waiver, ...]:
    """The waivers that stand on the objects of a rendering, with their places."""
    locator = Locator(read) if read else None
    return tuple(
        replace(waiver, source=locator.locate(resource, FIELD) if locator else resource.source)
        for waiver in annotated(rendering)
        for resource in [rendering.by_id[waiver.subject]]
    )


def faults(waiver: Waiver, known: Collection[str] = NAMES) -> tuple[str, ...]:
    """What is written wrong in a waiver, as the end of a sentence."""
    return tuple(_faults(waiver, known))


def _faults(waiver: Waiver, known: Collection[str]) -> Iterator[str]:
    if waiver.rule not in known:
        yield "which is no rule of manifests"
    missing = [key for key in ("reason", "owner", "until") if not getattr(waiver, key)]
    if missing:
        yield f"without {' and '.join(missing)}"
    if waiver.until and waiver.last_day is None:
        yield f'until "{waiver.until}", which is no day like 2027-01-31'


def _use(waiver: Waiver, over: Sequence[CheckResult], today: date) -> Use:
    outcomes = [rule for result in over for rule in result.rules if rule.rule == waiver.rule]
    used = any(
        waiver.meets(waived.finding.rule, waived.finding.subject)
        for result in over
        for waived in result.waived
    )
    tried = bool(over) and len(outcomes) == len(over) and all(rule.is_sure for rule in outcomes)
    return Use(waiver, tried, used, today, faults(waiver))


def _finding(rule: WaiverRule, waiver: Waiver, message: str) -> Finding:
    return Finding(
        rule=rule.name,
        severity=rule.severity,
        subject=waiver.subject,
        message=message,
        field=FIELD if waiver.on_object else "",
        fix=rule.doc.fix,
        source=waiver.source,
    )


def _outcome(
    rule: WaiverRule, before: RuleResult | None, found: Sequence[Finding], waivers: Sequence[Waiver]
) -> RuleResult:
    """What was judged before, over other waivers, stays."""
    if found or (before and before.outcome is Outcome.FAIL):
        return RuleResult(rule.name, Outcome.FAIL)
    if waivers or (before and before.outcome is Outcome.PASS):
        return RuleResult(rule.name, Outcome.PASS)
    return RuleResult(rule.name, Outcome.SKIP, ("nothing is waived",))
