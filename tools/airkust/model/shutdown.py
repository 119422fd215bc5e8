"""What does a container do before SIGTERM reaches it?"""

import re

from airkust.model import tree
from airkust.model.workload import Container

SLEEP = re.compile(r"(?:^|[\s;&|])sleep\s+([0-9]{1,9})s?(?=$|[\s;&|)])")


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
