"""What is said about each scheduler that runs tasks inside itself?"""

from collections.abc import Callable, Iterable, Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.local_executor import local_schedulers, unknown_executors
from airkust.model.rendering import Rendering
from airkust.rules.rule import Skip, Unknown, Verdict


def each_local_scheduler(
    rendering: Rendering, judge: Callable[[AirflowContainer], Iterable[Verdict]]
) -> Iterator[Verdict]:
    """The verdicts on all of them; a reason to skip where there is none."""
    unknown = unknown_executors(rendering.airflow)
    schedulers = local_schedulers(rendering.airflow)
    yield from map(Unknown, unknown)
    if not schedulers and not unknown:
        yield Skip("no scheduler with a LocalExecutor is rendered")
    for scheduler in schedulers:
        yield from judge(scheduler)
