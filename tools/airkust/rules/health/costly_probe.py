"""A probe starts all of Airflow every few seconds.

Why: Each `airflow jobs check` costs three to four seconds of a core and 150 MB of the container's memory.
    Every ten seconds that is a third of a core for each pod, more than an idle scheduler takes itself, and
    after the loss of a node, when cores are scarce, the probes run into their timeouts.
Fix: Ask every 30 seconds or less often, or ask something cheaper: the scheduler's `/health` on port 8974,
    or a script that reads the heartbeat from the database.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/check-health.html
"""

from collections.abc import Iterator

from airkust.model.commands import starts_airflow
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.probes import probe_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

RARE_ENOUGH = 30
FOR_LIFE = ("readinessProbe", "livenessProbe")
"""A startup probe ends with its first success: it may ask often."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for found in rendering.airflow.containers:
        for kind in FOR_LIFE:
            probe = probe_of(found.container, kind)
            if not probe:
                continue
            judged = True
            if starts_airflow(probe.command) and probe.period < RARE_ENOUGH:
                default = "" if "periodSeconds" in probe.body else ", the default"
                field = probe.field_of("periodSeconds")
                yield Violation(
                    found.workload.id,
                    f"has a {kind} that starts Airflow every {probe.period} s{default}, more often than "
                    f"every {RARE_ENOUGH} s",
                    field,
                    edits=(Edit(field, str(RARE_ENOUGH)),),
                )
    if not judged:
        yield Skip("no component of Airflow is probed for as long as it lives")


RULE = Rule(name="costly-probe", severity=Severity.WARNING, profile=Profile.HA, check=check)
