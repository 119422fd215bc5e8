"""The other triggerers cannot take over what a lost one ran.

Why: A triggerer runs `[triggerer] capacity` deferred tasks and no more. When one is lost, those of its tasks
    that find no room elsewhere wait: sensors look away, and their timeouts run on.
Fix: Raise replicas or `[triggerer] capacity` until `(replicas - 1) * capacity` covers tasks.deferredPeak of
    `ha.yaml`.
See: https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/deferring.html#high-availability
    https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#capacity
"""

import re
from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SEVERAL = 2
NUMBER = re.compile(r"[0-9]{1,9}")


def check(rendering: Rendering) -> Iterator[Verdict]:
    triggerers = rendering.airflow.running(Component.TRIGGERER)
    if rendering.airflow.predates_3:
        yield Skip("Airflow before 3 calls the capacity of a triggerer by another name")
        return
    sized = [
        (found, size.minimum)
        for found in triggerers
        if (size := rendering.replicas(found.workload)) is not None
    ]
    if sum(size for _, size in sized) < SEVERAL:
        yield Skip("no second triggerer is rendered")
        return
    peak = rendering.facts.tasks.deferred_peak
    if peak is None:
        yield Unknown(said_in("tasks.deferredPeak"))
        return
    yield from _judge(sized, peak)


def _judge(sized: list[tuple[AirflowContainer, int]], peak: int) -> Iterator[Verdict]:
    capacities: list[int] = []
    for found, _ in sized:
        text = _capacity(found)
        if not NUMBER.fullmatch(text):
            setting = found.settings.get("triggerer", "capacity")
            fact = setting.value.fact if isinstance(setting.value, Undetermined) else text
            yield Unknown(f"[triggerer] capacity of {found.workload}: {fact}")
            return
        capacities.append(int(text))
    left = sum(capacity * size for capacity, (_, size) in zip(capacities, sized, strict=True)) - max(
        capacities
    )
    if left < peak:
        first = sized[0][0].workload
        replicas = sum(size for _, size in sized)
        yield Violation(
            first.id,
            f"leaves room for {max(left, 0)} deferred tasks when one of {replicas} triggerers is lost "
            f"(capacity {' and '.join(map(str, dict.fromkeys(capacities)))}), and {peak} are expected",
            "spec.replicas",
            related=tuple(dict.fromkeys(found.workload.id for found, _ in sized[1:])),
        )


def _capacity(triggerer: AirflowContainer) -> str:
    """The command line's `--capacity`, else the setting."""
    for number, word in enumerate(triggerer.words):
        name, equals, value = word.partition("=")
        if name == "--capacity":
            return value if equals else "".join(triggerer.words[number + 1 : number + 2])
    return triggerer.settings.get("triggerer", "capacity").text or ""


RULE = Rule(
    name="triggerer-capacity-without-spare", severity=Severity.WARNING, profile=Profile.HA, check=check
)
