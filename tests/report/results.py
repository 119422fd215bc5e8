"""Results to print."""

from airkust.model.finding import Finding, Severity
from airkust.model.resource import ResourceId, Source
from airkust.model.result import CheckResult, Outcome, RuleResult

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
EVERY_KIND = (CLEAN, FAILED, VALIDATED)
