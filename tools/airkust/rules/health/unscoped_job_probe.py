"""A probe is content with any job of its kind, not only with that of its own pod.

Why: `airflow jobs check` without `--local` or `--hostname` asks the database whether any job of the kind
    is alive. With two schedulers a hung one passes for as long as the other runs: two replicas do the work
    of one, and nobody hears of it before the second fails as well.
Fix: Add `--local`, or `--hostname` with the pod's own name.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/check-health.html
"""

from collections.abc import Iterator, Sequence

from airkust.model.commands import invocations_in
from airkust.model.finding import Severity, Violation
from airkust.model.probes import probes
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

OWN = ("--local", "--hostname")


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for found in rendering.airflow.containers:
        for probe in probes(found.container):
            judged = True
            for words in invocations_in(probe.command):
                if words[:2] == ("jobs", "check") and not _scoped(words):
                    yield Violation(
                        found.workload.id,
                        f"has a {probe.kind} that runs `airflow jobs check` without --local or --hostname: "
                        "a job of another pod is enough",
                        probe.field_of("exec", "command"),
                    )
    if not judged:
        yield Skip("no component of Airflow is probed")


def _scoped(words: Sequence[str]) -> bool:
    return any(word.partition("=")[0] in OWN for word in words)


RULE = Rule(name="unscoped-job-probe", severity=Severity.ERROR, profile=Profile.HA, check=check)
