"""A probe gives a command of Airflow less time than it needs to start.

Why: `airflow jobs check` imports all of Airflow before it asks: three to four seconds on an idle core, eight
    where nothing is compiled yet, more on a busy node. Kubernetes stops it after timeoutSeconds, one second
    by default, and restarts a healthy pod.
Fix: Set timeoutSeconds to 15 or more, or ask something cheaper: the scheduler's `/health` on port 8974, or
    a script that reads the heartbeat from the database.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes
    https://github.com/apache/airflow/issues/14261
"""

from collections.abc import Iterator

from airkust.model.commands import starts_airflow
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.probes import probes
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

NEEDED = 15


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for found in rendering.airflow.containers:
        for probe in probes(found.container):
            judged = True
            if starts_airflow(probe.command) and probe.timeout < NEEDED:
                default = "" if "timeoutSeconds" in probe.body else ", the default"
                field = probe.field_of("timeoutSeconds")
                yield Violation(
                    found.workload.id,
                    f"has a {probe.kind} that starts Airflow and may take {probe.timeout} s{default}, less "
                    f"than {NEEDED} s",
                    field,
                    edits=(Edit(field, str(NEEDED)),),
                )
    if not judged:
        yield Skip("no component of Airflow is probed")


RULE = Rule(name="short-probe-timeout", severity=Severity.ERROR, profile=Profile.CORE, check=check)
