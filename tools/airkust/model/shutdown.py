"""How is a pod stopped: what runs before SIGTERM, and when is it killed?"""

import re

from airkust.model import tree
from airkust.model.workload import Container, Workload

GRACE = 30
"""The default of Kubernetes, in seconds."""

SLEEP = re.compile(r"(?:^|[\s;&|])sleep\s+([0-9]{1,9})s?(?=$|[\s;&|)])")


def grace_seconds(workload: Workload) -> int:
    """Seconds between the order to stop and SIGKILL; the preStop hooks run in them, too."""
    said = workload.pod_spec.get("terminationGracePeriodSeconds")
    return said if isinstance(said, int) and not isinstance(said, bool) else GRACE


def pre_stop_seconds(container: Container) -> int | None:
    """Seconds that the preStop hook holds SIGTERM back, at least.

    Returns:
        The sum of the sleeps it is seen to make; None where the manifest does not tell: it runs a
        command without a sleep in it, or asks a page.
    """
    hook = tree.mapping(container.body, "lifecycle", "preStop")
    if not hook:
        return 0
    seconds = tree.at(hook, "sleep", "seconds")
    if isinstance(seconds, int):
        return seconds
    sleeps = SLEEP.findall(" ".join(tree.texts(hook, "exec", "command")))
    return sum(map(int, sleeps)) if sleeps else None
