"""A pod waits for the migrations for less time than they may take.

Why: When the wait is over the pod starts anew, with pauses that grow to five minutes, and each start costs
    seconds of CPU. A Job that waits has a last try: migrations of a large database outlast it, and what it
    was to do (an administrator, the roles) is not done until somebody runs it again.
Fix: Set `--migration-wait-timeout` to the longest your migrations take; ours is 300 s, Airflow's own 60 s.
See: https://airflow.apache.org/docs/apache-airflow/stable/cli-and-env-variables-ref.html#check-migrations
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Severity, Violation
from airkust.model.migrations import ONCE, Wait, migrators, waits
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import TEMPLATE_PATHS, Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

FLOOR = 60
"""Airflow's own default, in seconds."""
BACKOFF_LIMIT = 6
"""Kubernetes' default for a Job."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = waits(rendering)
    if not found:
        yield Skip("nothing rendered waits for the migrations")
    deadlines = [_deadline(each.workload) for each in migrators(rendering) if each.workload.kind in ONCE]
    longest = max((each for each in deadlines if each is not None), default=FLOOR)
    for wait in found:
        if wait.seconds is None:
            yield Unknown(f'how long container "{wait.container.name}" of {wait.workload} waits')
            continue
        tries = _tries(wait)
        if wait.seconds * tries < longest:
            several = f", {tries} times" if tries > 1 else ""
            than = (
                f"the {longest} s that the migrations may take" if longest > FLOOR else "Airflow's own 60 s"
            )
            yield Violation(
                wait.workload.id,
                f"waits for the migrations for {wait.seconds} s{several}, less than {than}",
                wait.container.field,
            )


def _job(workload: Workload) -> object:
    """The part of a Job, or of a CronJob, that holds its limits."""
    return tree.mapping(workload.resource.body, *TEMPLATE_PATHS[workload.kind][:-1])


def _deadline(workload: Workload) -> int | None:
    said = tree.at(_job(workload), "activeDeadlineSeconds")
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def _tries(wait: Wait) -> int:
    """How often a Job that waits is tried; once for what is restarted for ever, with a pause each time."""
    if wait.workload.kind not in ONCE:
        return 1
    limit = tree.at(_job(wait.workload), "backoffLimit")
    return 1 + (limit if isinstance(limit, int) else BACKOFF_LIMIT)


RULE = Rule(name="short-migration-wait", severity=Severity.WARNING, profile=Profile.CORE, check=check)
