"""A liveness probe asks another pod, not its own container.

Why: The kubelet restarts a container whose probe fails. One that asks a Service or another host restarts
    healthy pods for somebody else's failure, all of them at once, and none of them for its own.
Fix: Ask the container itself: leave `httpGet.host` out, or let the command ask localhost. What depends on
    others may stand in a readiness probe.
See: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
"""

import re
from collections.abc import Iterator

from airkust.model import tree
from airkust.model.cluster_dns import is_loopback
from airkust.model.execution_api import split_url
from airkust.model.finding import Severity, Violation
from airkust.model.probes import Probe, probe_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

URL = re.compile(r"https?://[^\s'\"\\)]+")
OWN = ("$", "[", "{")
"""What an address that is only known in the pod begins with: `$(hostname)`, `$POD_IP`, an f-string."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for found in rendering.airflow.containers:
        probe = probe_of(found.container, "livenessProbe")
        if not probe:
            continue
        judged = True
        for host, field in _hosts(probe):
            yield Violation(
                found.workload.id,
                f"has a livenessProbe that asks {host}, not the container itself",
                field,
            )
    if not judged:
        yield Skip("no component of Airflow has a liveness probe")


def _hosts(probe: Probe) -> Iterator[tuple[str, str]]:
    """The hosts it asks other than its own."""
    for handler in ("httpGet", "tcpSocket"):
        host = tree.text(probe.body, handler, "host")
        if host and not is_loopback(host):
            yield host, probe.field_of(handler, "host")
    for found in URL.findall(" ".join(probe.command)):
        url = split_url(found)
        host = (url.hostname or "") if url else ""
        if host and not host.startswith(OWN) and not is_loopback(host):
            yield host, probe.field_of("exec", "command")


RULE = Rule(name="remote-liveness-probe", severity=Severity.ERROR, profile=Profile.HA, check=check)
