"""An api-server is killed while it still answers.

Why: On SIGTERM the api-server finishes what it has begun, for up to `[api] worker_timeout` (120 s by
    default). Kubernetes kills it after terminationGracePeriodSeconds (30 by default), in which the preStop
    hook runs, too: a task's report of success may be cut off, or a log that somebody reads.
Fix: Set terminationGracePeriodSeconds to the preStop time plus `[api] worker_timeout` plus 10, or lower
    worker_timeout.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#worker-timeout
    https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow
"""

import math
from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.grace import grace_seconds
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.shutdown import pre_stop_seconds
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

MARGIN = 10
"""Seconds for the rest of the shutdown."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    servers = rendering.airflow.running(Component.API_SERVER)
    if not servers:
        yield Skip("no api-server is rendered")
    for server in servers:
        yield from _judge(server)


def _judge(server: AirflowContainer) -> Iterator[Verdict]:
    setting = server.settings.get("api", "worker_timeout")
    timeout = server.settings.number("api", "worker_timeout")
    if timeout is None or not math.isfinite(timeout):
        fact = setting.value.fact if isinstance(setting.value, Undetermined) else setting.value
        yield Unknown(f"[api] worker_timeout of {server.workload}: {fact}")
        return
    before, grace = pre_stop_seconds(server.container) or 0, grace_seconds(server.workload)
    needed = math.ceil(before + timeout + MARGIN)
    if grace < needed:
        field = server.workload.field_of("spec", "terminationGracePeriodSeconds")
        pre_stop = f"preStop {before} s + " if before else ""
        yield Violation(
            server.workload.id,
            f"is killed after terminationGracePeriodSeconds {grace}, less than {pre_stop}[api] "
            f"worker_timeout {timeout:g} s + {MARGIN} s",
            field,
            edits=(Edit(field, str(needed)),),
        )


RULE = Rule(name="short-api-server-grace", severity=Severity.WARNING, profile=Profile.HA, check=check)
