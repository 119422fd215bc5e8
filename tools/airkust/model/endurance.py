"""How long does a task bear an execution API that is away?

Two things end it. A request that fails is tried again, `execution_api_retries` times in all; one that starts
or ends a task, or asks for a connection, fails the task with its last try. A heartbeat is such a request,
too, and a running task ends itself when `max_failed_heartbeats` of them have failed in a row.

Sources, in apache-airflow-task-sdk 1.3.2: `Client.request` of `airflow/sdk/api/client.py`
(stop_after_attempt, wait_random_exponential; errors of the connection are tried again, and
answers of 500 and more);
`_send_heartbeat_if_needed` and `_handle_heartbeat_failures` of `airflow/sdk/execution_time/supervisor.py`.
The wait after try n is uniform between the least wait and 2 ** (n - 1) seconds, which the greatest wait
limits: `wait_random_exponential` of tenacity 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from airkust.model.measures import Measure, measure
from airkust.model.settings import Settings
from airkust.model.value import Undetermined

SECTION = "workers"

KEYS = (
    "execution_api_retries",
    "execution_api_retry_wait_min",
    "execution_api_retry_wait_max",
    "execution_api_timeout",
    "max_failed_heartbeats",
    "min_heartbeat_interval",
)

FOREVER = 1e9
"""More than thirty years of seconds: no option is taken for more, so that products stay numbers."""

DEVIATIONS = 3
"""So many standard deviations below the mean lies one task of a hundred: sums of uniform waits are below it
with a probability of exp(-9/2) at the most."""


class Outage(StrEnum):
    """What a task meets where the execution API should answer."""

    REFUSED = "refused"  # at once: no pod behind the Service, or an answer of 500
    SWALLOWED = "swallowed"  # after the timeout: a lost node, a network policy


@dataclass(frozen=True, slots=True)
class Span:
    """A time that depends on random waits, in seconds.

    Attributes:
        least: Were every wait the shortest.
        typical: The mean.
        variance: Of the waits added up.
    """

    least: float
    typical: float
    variance: float

    @property
    def sure(self) -> float:
        """What nearly every task bears."""
        return max(self.least, self.typical - DEVIATIONS * sqrt(self.variance))


@dataclass(frozen=True, slots=True)
class Patience:
    """The options that decide, named as Airflow's section [workers] names them.

    Attributes:
        retries: Tries of one request, the first one included.
        wait_min: Seconds; the shortest wait between two tries.
        wait_max: Seconds; the longest.
        timeout: Seconds until an attempt nobody answers is given up.
        failed_heartbeats: In a row, after which a running task is ended.
        interval: Seconds from one heartbeat to the next.
    """

    retries: float
    wait_min: float
    wait_max: float
    timeout: float
    failed_heartbeats: float
    interval: float

    def request(self, outage: Outage) -> Span:
        """From the first try of a request to the failure of its last."""
        tries = max(1, int(self.retries))
        attempts = tries * (self.timeout if outage is Outage.SWALLOWED else 0)
        least, typical, variance = attempts, attempts, 0.0
        for longest, times in self._waits(tries - 1):
            least += times * self._shortest
            typical += times * (self._shortest + longest) / 2
            variance += times * (longest - self._shortest) ** 2 / 12
        return Span(least, typical, variance)

    def heartbeats(self, outage: Outage) -> Span:
        """From the beginning of an outage until a running task is ended.

        It holds for a task that writes or asks all the time. The supervisor of a silent one sleeps up to an
        `interval` more between two heartbeats, so that such a task lives longer.
        """
        one = self.request(outage)
        heartbeats = max(1, int(self.failed_heartbeats))
        return Span(
            least=(heartbeats - 1) * max(one.least, self.interval) + one.least,
            typical=self.interval / 2 + (heartbeats - 1) * max(one.typical, self.interval) + one.typical,
            variance=heartbeats * one.variance + self.interval**2 / 12,
        )

    @property
    def longest_silence(self) -> float:
        """From the return of the execution API to a heartbeat that reaches it, at the most."""
        waits = [longest for longest, _ in self._waits(max(1, int(self.retries)) - 1)]
        return max([self.interval, *waits]) + self.timeout

    @property
    def _shortest(self) -> float:
        return max(0.0, self.wait_min)

    def _waits(self, count: int) -> Iterator[tuple[float, int]]:
        """The upper bounds of so many waits, those that are equal in one: (bound, how many)."""
        power = 1.0
        while count > 0 and power < self.wait_max:
            yield max(self._shortest, power), 1
            power *= 2
            count -= 1
        if count > 0:
            yield max(self._shortest, self.wait_max), count


def patience(settings: Settings | None) -> Patience | Undetermined:
    """How patient tasks in a container are.

    Args:
        settings: Of the container that tasks run in; None where it has none and the defaults hold.

    Returns:
        The first fact that is missing, where one is.
    """
    numbers: list[float] = []
    for key in KEYS:
        found = measure(settings, SECTION, key)
        if not isinstance(found, Measure):
            return found
        numbers.append(min(found.number, FOREVER))
    return Patience(*numbers)
