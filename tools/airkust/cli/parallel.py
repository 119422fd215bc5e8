"""How are several inputs worked on at once?"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from airkust import process

WORKERS = 4
"""Each waits for a process most of the time; more would only compete for the processor."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def in_parallel(work: Callable[[Given], Made], inputs: Sequence[Given]) -> list[Made]:
    """The work of every input, in their order; an interrupt or an error ends what still runs."""
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            return list(pool.map(work, inputs))
        except BaseException:
            with process.stopped():
                pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def meanwhile(work: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """Begin something, and give a function that waits for its result; an error ends what still runs."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        try:
            yield future.result
        except BaseException:
            with process.stopped():
                pool.shutdown(cancel_futures=True)
            raise
