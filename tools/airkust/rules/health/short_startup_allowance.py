"""A component of Airflow is restarted when it takes less than a minute to start.

Why: A cold start takes ten seconds on an idle core and many times that when a lost node's pods all start
    elsewhere together. A probe that gives up sooner kills the pod in the middle of its imports, again and
    again, with longer and longer pauses.
Fix: Add a startupProbe with `failureThreshold * periodSeconds` of 60 s at the least; the time is not lost
    where the pod starts faster.
See: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#startup-probe
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.probes import probe_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

NEEDED = 60


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for found in rendering.airflow.running(*CORE, Component.WEBSERVER):
        probe = probe_of(found.container, "startupProbe") or probe_of(found.container, "livenessProbe")
        if probe is None:
            continue
        judged = True
        if probe.startup_allowance < NEEDED:
            without = "" if probe.kind == "startupProbe" else " and no startupProbe"
            delay = f"initialDelaySeconds {probe.initial_delay}, " if probe.initial_delay else ""
            yield Violation(
                found.workload.id,
                f"has a {probe.kind}{without} that gives the {found.component} {probe.startup_allowance} s "
                f"to start ({delay}{probe.pace}), less than {NEEDED} s",
                probe.field_of("failureThreshold"),
            )
    if not judged:
        yield Skip("no component of Airflow has a probe that restarts it")


RULE = Rule(name="short-startup-allowance", severity=Severity.WARNING, profile=Profile.HA, check=check)
