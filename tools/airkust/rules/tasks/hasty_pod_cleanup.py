"""The cleaning of pods deletes task pods that only wait for a node.

Why: `airflow kubernetes cleanup-pods` also deletes pods that are pending for long. The scheduler waits for
    such a pod until `[scheduler] task_queued_timeout`, and a new node may take longer than the cleaning
    allows: the task has failed although everything did what it should.
Fix: Raise `--min-pending-minutes` above `task_queued_timeout` (ten minutes by default) and above the time a
    new node takes; leave it out for 30 minutes.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/cli-ref.html
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.measures import known, measure
from airkust.model.pod_cleanup import OPTION, Cleaner, cleaners
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

MINUTE = 60


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = cleaners(rendering)
    if not found:
        yield Skip("no CronJob runs airflow kubernetes cleanup-pods")
        return
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    timeouts = known(measure(each.settings, "scheduler", "task_queued_timeout") for each in schedulers)
    waits = {str(timeout): timeout.number for timeout in timeouts}
    if provision := rendering.facts.cluster.node_provision_seconds:
        waits["cluster.nodeProvisionSeconds"] = provision
    for cleaner in found:
        yield from _judge(cleaner, waits)


def _judge(cleaner: Cleaner, waits: dict[str, float]) -> Iterator[Verdict]:
    if cleaner.pending_minutes is None:
        yield Unknown(f"{OPTION} of {cleaner.workload}")
        return
    if not waits:
        yield Unknown("how long the scheduler waits for a pod: [scheduler] task_queued_timeout")
        return
    name, longest = max(waits.items(), key=lambda item: item[1])
    if cleaner.pending_minutes * MINUTE < longest:
        shown = name if name.endswith(f" {longest:g}") else f"{name} {longest:g}"
        message = (
            f"deletes task pods that are pending for {cleaner.pending_minutes} minutes, less than {shown} s"
        )
        yield Violation(cleaner.workload.id, message, cleaner.container.field)


RULE = Rule(name="hasty-pod-cleanup", severity=Severity.WARNING, profile=Profile.HA, check=check)
