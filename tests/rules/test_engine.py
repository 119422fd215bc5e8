"""Which rules run, how their verdicts add up, and what a finding carries."""

from collections.abc import Iterator

import pytest

from airkust.errors import UsageError
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.result import Outcome, RuleResult
from airkust.model.value import Undetermined
from airkust.parse import parse
from airkust.rules import RULES, check, find
from airkust.rules.engine import run, select
from airkust.rules.rule import Rule, Skip, Unknown, Verdict, parse_doc

DATA = b"apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: true\n"
POD = parse(DATA, name="in")
BAD = Violation(POD.resources[0].id, "is bad", "spec.hostNetwork")


def verdict(*verdicts: Verdict) -> RuleResult:
    def judge(_: Rendering) -> Iterator[Verdict]:
        yield from verdicts

    [result] = run(POD, [Rule("a-rule", Severity.INFO, Profile.CORE, judge)]).rules
    return result


@pytest.mark.parametrize(
    ("verdicts", "outcome", "reasons"),
    [
        ((), Outcome.PASS, ()),
        ((BAD,), Outcome.FAIL, ()),
        ((Skip("no pods"),), Outcome.SKIP, ("no pods",)),
        ((Unknown("Secret/a"), Unknown("Secret/a")), Outcome.UNKNOWN, ("Secret/a",)),
        ((Skip("no pods"), Unknown("Secret/a")), Outcome.UNKNOWN, ("Secret/a",)),
        ((Unknown("Secret/a"), BAD), Outcome.FAIL, ("Secret/a",)),
    ],
)
def test_verdicts_add_up_to_one_outcome(
    verdicts: tuple[Verdict, ...], outcome: Outcome, reasons: tuple[str, ...]
) -> None:
    assert verdict(*verdicts) == RuleResult("a-rule", outcome, reasons)


def test_a_finding_is_signed_and_placed() -> None:
    result = run(POD, [Rule("a-rule", Severity.INFO, Profile.CORE, lambda _: [BAD])], read=lambda _: DATA)
    [finding] = result.findings
    assert (finding.rule, finding.severity, str(finding.source)) == ("a-rule", Severity.INFO, "in:5")


def test_the_same_violation_twice_is_one_finding() -> None:
    result = run(POD, [Rule("a-rule", Severity.INFO, Profile.CORE, lambda _: [BAD, BAD])])
    assert len(result.findings) == 1


@pytest.mark.parametrize("profile", list(Profile))
def test_a_profile_runs_its_rules_and_those_of_the_profiles_before(profile: Profile) -> None:
    before = list(Profile)[: list(Profile).index(profile) + 1]
    assert select(profile) == tuple(rule for rule in RULES if rule.profile in before)


def test_only_runs_a_rule_whatever_its_profile() -> None:
    result = check(POD, profile=Profile.CORE, only=["single-replica"])
    assert [rule.rule for rule in result.rules] == ["single-replica"]


def test_skip_leaves_a_rule_out() -> None:
    chosen = select(Profile.STRICT, skip=["single-replica"])
    assert {rule.name for rule in RULES} - {rule.name for rule in chosen} == {"single-replica"}


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        find("single-replicas")
    assert (caught.value.message, caught.value.hint) == (
        'there is no rule "single-replicas"',
        "did you mean single-replica?",
    )


def test_a_docstring_is_taken_apart() -> None:
    doc = parse_doc(
        "It is bad.\n\nWhy: Because\n    it is: so.\nFix: Mend it.\nSee: https://a\n    https://b\n"
    )
    assert (doc.summary, doc.why, doc.fix, doc.see) == (
        "It is bad.",
        "Because it is: so.",
        "Mend it.",
        ("https://a", "https://b"),
    )


def test_a_value_nobody_knows_says_on_what_it_depends() -> None:
    assert str(Undetermined("Secret/a")) == "unknown, it depends on Secret/a"
