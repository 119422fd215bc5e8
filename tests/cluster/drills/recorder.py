"""What happened, second by second? The database's states, the pods' strength, the APIs' answers."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cluster.drills.core import Core
from tests.cluster.drills.figures import Probe, Strength
from tests.cluster.drills.metadata import AWAY, Metadata

from lab import node
from lab.api import UNREACHABLE, Refused
from lab.layout import NodeLayout

PERIOD = 1.0  # seconds


@dataclass
class Record:
    """Everything seen while a drill ran.

    Attributes:
        run: The id of the load's run.
        begun: When it was asked for.
        fault: When the fault began.
        ended: When the run was over.
        states: Each second the number of tasks in each state; None while the database is away.
        strength: Each second what lacked; nothing while the API server is away.
        probes: Every question to the APIs.
    """

    run: str
    begun: float
    fault: float = 0.0
    ended: float = 0.0
    states: list[tuple[float, dict[str, int] | None]] = field(default_factory=list)
    strength: list[Strength] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)


@contextmanager
def recording(core: Core, metadata: Metadata, record: Record) -> Iterator[None]:
    """Write down states and strength while the block runs."""
    over = threading.Event()

    def states() -> None:
        try:
            counted = Counter(final.state for final in metadata.states(record.run).values())
            record.states.append((time.time(), dict(counted)))
        except AWAY:
            record.states.append((time.time(), None))

    def strength() -> None:
        at = time.time()
        try:
            record.strength.append(Strength(at, core.lacking()))
        except (Refused, *UNREACHABLE):
            return  # the API server is away: what it would say is not known

    threads = [threading.Thread(target=_each_second, args=(look, over)) for look in (states, strength)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _each_second(look: Callable[[], None], over: threading.Event) -> None:
    due = time.monotonic()
    while not over.wait(max(0.0, due - time.monotonic())):
        look()
        due = max(due + PERIOD, time.monotonic())


@contextmanager
def probing(place: NodeLayout, urls: dict[str, str], path: Path) -> Iterator[list[Probe]]:
    """Ask the URLs from a node while the block runs; the list is filled when it ends."""
    probes: list[Probe] = []
    argv = [*node.enter(place), sys.executable, str(Path(__file__).with_name("probe.py"))]
    with path.open("w") as file:
        argv += [f"{api}={url}" for api, url in urls.items()]
        with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=file):  # ends with its input
            yield probes
    for line in path.read_text().splitlines():
        said = json.loads(line)
        probes.append(Probe(said["api"], said["begun"], said["error"] is None))
