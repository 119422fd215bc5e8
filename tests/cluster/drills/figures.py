"""What do the records of a drill come to? Pure arithmetic; seconds of the epoch throughout."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Task(NamedTuple):
    """A task instance of the run, whatever its tries."""

    task_id: str
    map_index: int


class Word(NamedTuple):
    """What a task's own code said.

    Attributes:
        task: Who.
        attempt: Airflow's try number.
        event: `began` or `ended`.
        at: When.
    """

    task: Task
    attempt: int
    event: str
    at: float


class Probe(NamedTuple):
    """One question to an API.

    Attributes:
        api: `ui` or `execution`.
        begun: When it was asked.
        answered: Whether it answered in time.
    """

    api: str
    begun: float
    answered: bool


class Strength(NamedTuple):
    """What each Deployment lacked at a moment: its name, and how many ready replicas."""

    at: float
    lacking: dict[str, int]


class Final(NamedTuple):
    """How a task stands in the database at the end.

    Attributes:
        state: Airflow's word for it.
        tries: How many tries of it began.
    """

    state: str
    tries: int


@dataclass(frozen=True)
class Tally:
    """What became of the tasks.

    Attributes:
        tasks: How many the run had.
        lost: Neither succeeded nor failed.
        failed: Failed at last, or at a try whose pod the fault had not touched.
        twice: Ran again though their pod had not died, or after they had ended.
        retried: Lost their pod to the fault and succeeded at a later try.
    """

    tasks: int
    lost: tuple[Task, ...]
    failed: tuple[Task, ...]
    twice: tuple[Task, ...]
    retried: tuple[Task, ...]


def tally(final: dict[Task, Final], words: Iterable[Word], touched: set[Task]) -> Tally:
    """Sort the tasks of a run that is over.

    Args:
        final: Every task of the run.
        words: What the tasks said.
        touched: Those whose pod died by the fault itself.
    """
    spoken = sorted(words, key=lambda word: word.at)
    return Tally(
        tasks=len(final),
        lost=_those(final, lambda _, end: end.state not in {"success", "failed", "upstream_failed"}),
        failed=_those(
            final,
            lambda task, end: (
                end.state in {"failed", "upstream_failed"} or (end.tries > 1 and task not in touched)
            ),
        ),
        twice=_those(final, lambda task, _: _ran_twice(task, spoken, lost_its_pod=task in touched)),
        retried=_those(final, lambda task, end: task in touched and end == ("success", max(end.tries, 2))),
    )


def _those(final: dict[Task, Final], holds: Callable[[Task, Final], bool]) -> tuple[Task, ...]:
    return tuple(task for task, end in sorted(final.items()) if holds(task, end))


def _ran_twice(task: Task, spoken: Sequence[Word], *, lost_its_pod: bool) -> bool:
    own = [word.event for word in spoken if word.task == task]
    begun_again_after_end = "ended" in own and "began" in own[own.index("ended") :]
    return begun_again_after_end or (own.count("began") > 1 and not lost_its_pod)


def longest_gap(words: Iterable[Word], of: str) -> float:
    """The longest time in which no task began, from the first to the last start of the stream.

    Args:
        words: What the tasks said.
        of: The id of the stream's tasks, of which one always waits until the last has begun.
    """
    starts = sorted((word.at, word.task.task_id) for word in words if word.event == "began")
    stream = [at for at, task_id in starts if task_id == of]
    if not stream:
        return 0.0
    within = [at for at, _ in starts if stream[0] <= at <= stream[-1]]
    return max((later - earlier for earlier, later in pairwise(within)), default=0.0)


def longest_silence(probes: Iterable[Probe], api: str) -> float:
    """The longest time from a question without an answer to the next one with it."""
    longest, since = 0.0, None
    asked = sorted((probe for probe in probes if probe.api == api), key=lambda probe: probe.begun)
    for probe in asked:
        if not probe.answered and since is None:
            since = probe.begun
        if since is not None:
            longest = max(longest, probe.begun - since)
        if probe.answered:
            since = None
    return longest


def back_at_full_strength(samples: Sequence[Strength], fault: float) -> float:
    """Seconds from the fault until nothing lacked any more, and nothing did later."""
    weak = [place for place, sample in enumerate(samples) if sample.at >= fault and sample.lacking]
    if not weak:
        return 0.0
    after = samples[min(weak[-1] + 1, len(samples) - 1)]
    return after.at - fault
