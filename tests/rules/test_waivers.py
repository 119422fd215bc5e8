"""What somebody allows does not count; what allows it is judged itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.result import CheckResult, Outcome, RuleResult
from airkust.model.waiver import ANNOTATION, Waiver
from airkust.parse import parse
from airkust.rules import on_objects, select_waiver_rules, waive, with_waivers_judged
from airkust.rules.engine import run
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

TODAY = date(2026, 11, 26)
HELD = "single-replica: the license allows one; owner=data-team; until=2027-01-31"
WAIVER = Waiver("single-replica", ResourceId("Pod", "a*"), "why", "data-team", "2027-01-31")


def pods(*allowed: str) -> Rendering:
    """The pod a, which carries what it is allowed, and the pod b, which does not."""
    text = "\n".join(f"      {line}" for line in allowed)
    note = f"  annotations:\n    {ANNOTATION}: |\n{text}\n" if allowed else ""
    return parse(
        f"apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n{note}---\n"
        "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\n".encode(),
        name="in",
    )


def found_in(rendering: Rendering, *others: Verdict, name: str = "single-replica") -> CheckResult:
    """What a rule finds that finds every pod bad."""

    def judge(_: Rendering) -> Iterator[Verdict]:
        yield from (Violation(resource.id, "is bad") for resource in rendering)
        yield from others

    return run(rendering, [Rule(name, Severity.ERROR, Profile.CORE, judge)])


def judged(
    rendering: Rendering,
    *listed: Waiver,
    result: CheckResult | None = None,
    today: date = TODAY,
) -> CheckResult:
    """The whole of it, as `airkust check` does it."""
    waived = waive(result or found_in(rendering), rendering, listed, today)
    waivers = (*on_objects(rendering), *listed)
    return with_waivers_judged(waived, waivers, [waived], today=today, rules=select_waiver_rules())


def said(result: CheckResult) -> list[str]:
    return [f"{each.rule}: {each.subject} {each.message}" for each in result.findings]


def test_an_object_may_allow_what_is_found_in_it() -> None:
    assert said(judged(pods(HELD))) == ["single-replica: Pod/b is bad"]


def test_what_is_allowed_is_kept_with_its_reason() -> None:
    [waived] = judged(pods(HELD)).waived
    assert (waived.finding.message, waived.waiver.reason, waived.waiver.owner, waived.waiver.until) == (
        "is bad",
        "the license allows one",
        "data-team",
        "2027-01-31",
    )


@pytest.mark.parametrize(
    ("pattern", "left"),
    [("Pod/a", 1), ("Pod/*", 0), ("*/b", 1), ("Po?/a", 1), ("Deployment/*", 3), ("pod/a", 3)],
)
def test_a_file_may_name_objects_by_wildcards(pattern: str, left: int) -> None:
    waiver = replace(WAIVER, subject=ResourceId(*pattern.split("/")))
    assert len(judged(pods(), waiver).findings) == left


def test_only_the_rule_that_is_named_is_allowed() -> None:
    assert "single-replica: Pod/a is bad" in said(
        judged(pods(HELD.replace("single-replica", "missing-migration")))
    )


def test_a_rule_whose_findings_are_all_allowed_is_skipped_and_not_passed() -> None:
    result = judged(pods(), replace(WAIVER, subject=ResourceId("Pod", "*")))
    assert RuleResult("single-replica", Outcome.SKIP, ("2 findings waived",)) in result.rules


def test_a_rule_that_also_wants_a_fact_stays_undecided() -> None:
    rendering = pods()
    everything = replace(WAIVER, subject=ResourceId("Pod", "*"))
    result = judged(rendering, everything, result=found_in(rendering, Unknown("Secret/a")))
    assert RuleResult("single-replica", Outcome.UNKNOWN, ("Secret/a",)) in result.rules


@pytest.mark.parametrize(("today", "holds"), [(date(2027, 1, 31), True), (date(2027, 2, 1), False)])
def test_a_waiver_holds_through_its_last_day(today: date, *, holds: bool) -> None:
    result = judged(pods(HELD), today=today)
    expired = "expired-waiver: Pod/a allows single-replica until 2027-01-31, which has passed"
    assert ("single-replica: Pod/a is bad" in said(result), expired in said(result)) == (not holds, not holds)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("single-replica", "without reason and owner and until"),
        ("single-replica: why; owner=a", "without until"),
        ("single-replica: owner=a; until=2027-01-31", "without reason"),
        ("single-replica: why; owner=; until=2027-01-31", "without owner"),
        ("single-replica: why; owner=a; until=soon", 'until "soon", which is no day like 2027-01-31'),
        ("single-replica: why; owner=a; until=20270131", 'until "20270131", which is no day like 2027-01-31'),
        ("single-replca: why; owner=a; until=2027-01-31", "which is no rule of manifests"),
        ("unused-waiver: why; owner=a; until=2027-01-31", "which is no rule of manifests"),
    ],
)
def test_a_waiver_that_is_not_complete_allows_nothing(line: str, fault: str) -> None:
    rule = line.partition(":")[0]
    assert said(judged(pods(line)))[0] == "single-replica: Pod/a is bad"
    assert said(judged(pods(line)))[2:] == [f'incomplete-waiver: Pod/a allows "{rule}" {fault}']


def test_a_reason_may_hold_what_separates() -> None:
    [waiver] = on_objects(pods("single-replica: a: b=c; d; owner=x=y; until=2027-01-31"))
    assert (waiver.reason, waiver.owner) == ("a: b=c; d", "x=y")


def test_a_waiver_that_meets_nothing_is_unused() -> None:
    waiver = replace(WAIVER, subject=ResourceId("Pod", "c*"))
    assert (
        said(judged(pods(), waiver))[-1]
        == "unused-waiver: Pod/c* allows single-replica, which finds nothing there"
    )


@pytest.mark.parametrize(
    ("verdict", "unused"),
    [(Skip("no pods"), True), (Unknown("Secret/a"), False)],
    ids=["skipped", "undecided"],
)
def test_a_waiver_is_unused_only_if_its_rule_could_look(verdict: Verdict, *, unused: bool) -> None:
    rendering = pods(HELD)
    result = run(rendering, [Rule("single-replica", Severity.ERROR, Profile.CORE, lambda _: [verdict])])
    assert ("unused-waiver" in {each.rule for each in judged(rendering, result=result).findings}) is unused


def test_a_waiver_of_a_rule_that_did_not_run_is_not_unused() -> None:
    rendering = pods(HELD)
    assert len(judged(rendering, result=found_in(rendering, name="missing-migration")).findings) == 2


def outcomes(result: CheckResult) -> Sequence[str]:
    return [rule.outcome for rule in result.rules if rule.rule.endswith("-waiver")]


def test_without_a_waiver_the_rules_about_them_are_skipped() -> None:
    assert outcomes(judged(pods())) == ["skip", "skip", "skip"]


def test_with_a_sound_waiver_they_pass() -> None:
    assert outcomes(judged(pods(HELD))) == ["pass", "pass", "pass"]


def test_rules_stay_in_alphabetical_order() -> None:
    names = [rule.rule for rule in judged(pods(HELD)).rules]
    assert names == sorted(names)


def test_a_finding_about_a_waiver_has_the_place_where_it_stands() -> None:
    rendering = pods("single-replica")
    data = (
        b"kind: Pod\nmetadata:\n  name: a\n  annotations:\n\n    airkust.dev/allow: |\n      single-replica\n"
    )
    [waiver] = on_objects(rendering, lambda _: data)
    assert str(waiver.source) == "in:6"


@pytest.mark.parametrize(
    ("only", "skip", "run"),
    [
        ((), (), ["expired-waiver", "incomplete-waiver", "unused-waiver"]),
        ((), ("unused-waiver",), ["expired-waiver", "incomplete-waiver"]),
        (("single-replica",), (), []),
        (("single-replica", "unused-waiver"), (), ["unused-waiver"]),
    ],
)
def test_they_can_be_chosen_like_other_rules(
    only: Sequence[str], skip: Sequence[str], run: Sequence[str]
) -> None:
    assert [rule.name for rule in select_waiver_rules(only, skip)] == run


@pytest.mark.parametrize("rule", select_waiver_rules(), ids=lambda rule: rule.name)
def test_a_rule_about_waivers_says_why_and_how_to_mend_it(rule: Rule) -> None:
    assert (rule.family, rule.doc.summary[-1], rule.doc.why[-1], rule.doc.fix[-1]) == (
        "waivers",
        ".",
        ".",
        ".",
    )
