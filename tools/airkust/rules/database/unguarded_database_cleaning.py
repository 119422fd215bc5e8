"""The CronJob that cleans the metadata database may run beside itself, or for ever.

Why: A cleaning takes as long as there is to delete. The next one beside it deletes the same rows, and each
    waits for the locks of the other, as the scheduler does. One that hangs holds its locks until somebody
    looks, and with `concurrencyPolicy: Forbid` no other ever starts.
Fix: Set `concurrencyPolicy: Forbid`, and `activeDeadlineSeconds` in the Job's template, as
    `components/cleanup` does.
See: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.commands import invocations
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict

CLEANING = ("db", "clean")
JOB = ("spec", "jobTemplate", "spec")


def check(rendering: Rendering) -> Iterator[Verdict]:
    cleaning = [
        workload for workload in rendering.workloads if workload.kind == "CronJob" and _cleans(workload)
    ]
    if not cleaning:
        yield Skip("no CronJob that runs `airflow db clean` is rendered")
    for workload in cleaning:
        body = workload.resource.body
        policy = tree.text(body, "spec", "concurrencyPolicy") or "Allow"
        if policy == "Allow":
            yield Violation(
                workload.id,
                "runs `airflow db clean` with concurrencyPolicy Allow",
                "spec.concurrencyPolicy",
                edits=(Edit("spec.concurrencyPolicy", "Forbid"),),
            )
        deadlines = (tree.at(body, *JOB), tree.at(body, *JOB, "template", "spec"))
        if not any(tree.at(spec, "activeDeadlineSeconds") for spec in deadlines):
            message = "runs `airflow db clean` without activeDeadlineSeconds"
            yield Violation(workload.id, message, "spec.jobTemplate.spec")


def _cleans(workload: Workload) -> bool:
    return any(words[:2] == CLEANING for each in workload.all_containers for words in invocations(each))


RULE = Rule(name="unguarded-database-cleaning", severity=Severity.WARNING, profile=Profile.HA, check=check)
