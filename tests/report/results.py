"""Results to print."""

from airkust.model.finding import Edit, Finding, Severity
from airkust.model.fingerprint import Fingerprint
from airkust.model.resource import ResourceId, Source
from airkust.model.result import CheckResult, Outcome, RuleResult, Waived
from airkust.model.waiver import Waiver

SCHEDULER = ResourceId("Deployment", "airflow-scheduler", "airflow", "apps")
BUDGET = ResourceId("PodDisruptionBudget", "airflow-scheduler", "airflow", "policy")


def finding(subject: ResourceId = SCHEDULER, message: str = "runs alone", line: int | None = 7) -> Finding:
    return Finding(
        rule="single-replica",
        severity=Severity.ERROR,
        subject=subject,
        message=message,
        field="spec.replicas",
        fix="Run two.",
        source=Source("base/deployment.yaml", line),
        edits=(Edit("spec.replicas", "2"),),
    )


BARE = Finding("invalid-manifest", Severity.WARNING, BUDGET, "is odd", "", "", None, related=(SCHEDULER,))

CLEAN = CheckResult("overlays/dev", 1, (), (RuleResult("single-replica", Outcome.PASS),))
FAILED = CheckResult(
    "overlays/prod",
    3,
    (finding(), finding(BUDGET, "guards one pod", None), BARE),
    (
        RuleResult("mutable-image-tag", Outcome.SKIP, ("no pods",)),
        RuleResult("single-replica", Outcome.FAIL),
        RuleResult("unresolved-reference", Outcome.UNKNOWN, ("Secret/a", "Secret/b")),
    ),
)
VALIDATED = CheckResult("-", 12, (BARE,))
WAIVER = Waiver("single-replica", SCHEDULER, "the license allows one", "data-team", "2027-01-31")
ALLOWED = CheckResult(
    "overlays/old",
    3,
    (),
    (RuleResult("single-replica", Outcome.SKIP, ("2 findings waived",)),),
    waived=(Waived(finding(), WAIVER),),
    baselined=(finding(BUDGET, "guards one pod", None),),
    gone=(Fingerprint("missing-migration", "Job/airflow-migrate", "", "is gone"),),
)
EVERY_KIND = (CLEAN, FAILED, VALIDATED, ALLOWED)


def hostile(text: str) -> CheckResult:
    """A result that holds a text wherever one may stand."""
    subject = ResourceId(text, text, text, text)
    found = Finding(text, Severity.ERROR, subject, text, text, text, Source(text, 1), related=(subject,))
    rules = (RuleResult("a", Outcome.UNKNOWN, (text,)), RuleResult("b", Outcome.SKIP, (text,)))
    waiver = Waiver(text, subject, text, text, text)
    return CheckResult(text, 1, (found,), rules, waived=(Waived(found, waiver),), baselined=(found,))
