"""How long do tasks bear it when nobody answers them?"""

from dataclasses import dataclass

from airkust.model.execution_api import task_runners
from airkust.model.rendering import Rendering
from airkust.model.settings import Settings

Span = tuple[float, float]
"""Seconds, at least and at most."""


@dataclass(frozen=True, slots=True)
class Patience:
    """What a task's process does when the execution API does not answer.

    Attributes:
        tries: How often it sends a request.
        pauses: All pauses between these together. Each is drawn at random, between `wait_min` and a bound
            that begins at 1 s, doubles with each try and ends at `wait_max`.
        heartbeats: After so many failed ones in a row it ends itself.
        beat: Seconds between two of them, at least.

    Source: `task-sdk/src/airflow/sdk/api/client.py` (tenacity, `wait_random_exponential`) and
    `sdk/execution_time/supervisor.py` of apache-airflow-task-sdk 1.3.2.
    """

    tries: int
    pauses: Span
    heartbeats: int | None
    beat: float | None


def patience(rendering: Rendering) -> Patience | None:
    """That of the first place tasks run in; None where the manifests do not tell."""
    for runner in task_runners(rendering.airflow):
        if runner.settings is not None:
            return _of(runner.settings)
    return None


def _of(settings: Settings) -> Patience | None:
    tries = settings.number("workers", "execution_api_retries")
    least = settings.number("workers", "execution_api_retry_wait_min")
    most = settings.number("workers", "execution_api_retry_wait_max")
    beats = settings.number("workers", "max_failed_heartbeats")
    if tries is None or least is None or most is None or tries < 1:
        return None
    bounds = [max(least, min(most, 2.0 ** min(n, 60))) for n in range(min(int(tries), 100_000) - 1)]
    return Patience(
        int(tries),
        (least * len(bounds), sum(bounds)),
        None if beats is None else int(beats),
        settings.number("workers", "min_heartbeat_interval"),
    )
