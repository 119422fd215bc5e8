"""What do the records of a drill come to? Pure arithmetic; seconds of the epoch throughout."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

DEFERRED = "wait"
"""The id of the tasks that wait in the triggerer."""


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


def longest_gap(words: Iterable[Word], stream: str, lanes: int, died: Mapping[Task, float]) -> float:
    """The longest time in which no task began although one of the stream could have.

    Until its last task has begun the stream always has one that waits. It can begin while a lane is free; for
    nothing to begin while all are taken is the load's own doing. A task that comes back from the triggerer
    begins again, and its first word is that of its end.

    Args:
        words: What the tasks said.
        stream: The id of the stream's tasks.
        lanes: How many of them may run at once.
        died: When the pods of tasks were killed that could not say their end.
    """
    said = sorted(words, key=lambda word: word.at)
    starts = [word.at for word in said if word.event == "began" or word.task.task_id == DEFERRED]
    own = [word for word in said if word.task.task_id == stream and word.event == "began"]
    if not own:
        return 0.0
    stays = [_stay(word, said, died.get(word.task, inf)) for word in own]
    longest = 0.0
    for earlier, later in pairwise(at for at in starts if own[0].at <= at <= own[-1].at):
        ends = sorted(end for begin, end in stays if begin <= earlier < end)
        free_since = earlier if len(ends) < lanes else ends[len(ends) - lanes]
        longest = max(longest, later - free_since)
    return longest


def _stay(began: Word, said: Iterable[Word], died: float) -> tuple[float, float]:
    """From when to when a try held its lane; without a word of its end, until its pod died."""
    ends = (w.at for w in said if w.event == "ended" and (w.task, w.attempt) == (began.task, began.attempt))
    return began.at, next((at for at in ends if at >= began.at), died if died >= began.at else inf)


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
