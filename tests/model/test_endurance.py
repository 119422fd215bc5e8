"""The arithmetic of retries, against the figures of a simulation and of a real outage."""

import random
from dataclasses import replace
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.manifests import only_workload, pod

from airkust.model.endurance import FOREVER, Outage, Patience, patience
from airkust.model.settings import Settings
from airkust.model.value import Undetermined

DEFAULT = Patience(5, 1, 90, 5, 3, 5)
PATIENCES = st.builds(
    Patience,
    retries=st.integers(0, 200),
    wait_min=st.floats(0, 20),
    wait_max=st.floats(0, 200),
    timeout=st.floats(0, 60),
    failed_heartbeats=st.integers(0, 50),
    interval=st.floats(0, 60),
)
OUTAGES = st.sampled_from(list(Outage))
NAMES = st.sampled_from(["retries", "wait_min", "wait_max", "timeout", "failed_heartbeats", "interval"])


def settings(container: str) -> Settings:
    rendering, workload = only_workload(pod(container))
    return Settings(rendering.index, workload, workload.containers[0])


def wait(options: Patience, attempt: int, dice: random.Random) -> float:
    """`wait_random_exponential` of tenacity, spelled out."""
    longest = max(options.wait_min, min(2.0 ** (attempt - 1), options.wait_max))
    return dice.uniform(options.wait_min, longest)


def lifetime(options: Patience, outage: Outage, dice: random.Random) -> float:
    """The supervisor's loop: when a talkative task is ended, from the beginning of the outage."""
    now = dice.uniform(0, options.interval)
    for heartbeat in range(int(options.failed_heartbeats)):
        began = now
        for attempt in range(1, int(options.retries) + 1):
            now += options.timeout if outage is Outage.SWALLOWED else 0
            now += wait(options, attempt, dice) if attempt < options.retries else 0
        if heartbeat + 1 < options.failed_heartbeats:
            now = max(now, began + options.interval)
    return now


def simulated(options: Patience, outage: Outage, times: int = 2000) -> list[float]:
    dice = random.Random(7)  # noqa: S311 -- a simulation, the same each time
    return [lifetime(options, outage, dice) for _ in range(times)]


def test_defaults_are_those_of_airflow() -> None:
    assert patience(None) == DEFAULT


@pytest.mark.parametrize(
    ("failed", "outage", "least", "typical"),
    [
        (3, Outage.REFUSED, 14, 31),  # simulated: 17 to 45 s, median 31
        (3, Outage.SWALLOWED, 87, 106),  # simulated: 92 to 121 s
        (10, Outage.REFUSED, 49, 97.5),  # simulated: about 98 s
        (20, Outage.REFUSED, 99, 192.5),  # simulated: about 193 s
    ],
)
def test_the_figures_are_those_of_the_simulation(
    failed: int, outage: Outage, least: float, typical: float
) -> None:
    found = replace(DEFAULT, failed_heartbeats=failed).heartbeats(outage)
    assert (found.least, found.typical) == (least, typical)


@pytest.mark.parametrize("outage", list(Outage))
@pytest.mark.parametrize("options", [DEFAULT, Patience(100, 1, 8, 5, 20, 5), Patience(1, 0, 0, 1, 4, 30)])
def test_a_simulated_task_lives_as_long_as_it_is_said_to(options: Patience, outage: Outage) -> None:
    said, seen = options.heartbeats(outage), simulated(options, outage)
    assert mean(seen) == pytest.approx(said.typical, rel=0.03)
    assert median(seen) == pytest.approx(said.typical, rel=0.05)
    assert said.least <= min(seen)
    assert sum(each < said.sure for each in seen) < len(seen) / 100


def test_a_request_of_high_availability_is_tried_for_seven_minutes() -> None:
    one = Patience(100, 1, 8, 5, 20, 5).request(Outage.REFUSED)
    assert (one.least, one.typical) == (99, 437)
    assert 370 < one.sure < 380


def test_one_try_alone_waits_for_nothing() -> None:
    one = replace(DEFAULT, retries=0).request(Outage.REFUSED)
    assert (one.least, one.typical, one.sure) == (0, 0, 0)


def test_tries_without_end_are_added_up_at_once() -> None:
    found = patience(settings("env: [{name: AIRFLOW__WORKERS__EXECUTION_API_RETRIES, value: '1e300'}]"))
    assert isinstance(found, Patience)
    assert found.request(Outage.REFUSED).least == FOREVER - 1


@given(PATIENCES, NAMES, st.floats(0, 50), OUTAGES)
def test_more_of_any_option_never_makes_a_task_less_patient(
    options: Patience, name: str, more: float, outage: Outage
) -> None:
    raised = replace(options, **{name: getattr(options, name) + more})
    for before, after in (
        (options.request(outage), raised.request(outage)),
        (options.heartbeats(outage), raised.heartbeats(outage)),
    ):
        assert after.least >= before.least - 1e-6
        assert after.typical >= before.typical - 1e-6


@given(PATIENCES, OUTAGES)
def test_what_is_sure_lies_between_the_least_and_the_typical(options: Patience, outage: Outage) -> None:
    for span in (options.request(outage), options.heartbeats(outage)):
        assert span.least <= span.sure <= span.typical + 1e-6


@given(PATIENCES, OUTAGES)
def test_a_running_task_outlives_one_request(options: Patience, outage: Outage) -> None:
    assert options.heartbeats(outage).least >= options.request(outage).least


@given(PATIENCES)
def test_silence_is_harder_to_bear_than_a_refusal(options: Patience) -> None:
    assert options.request(Outage.SWALLOWED).least >= options.request(Outage.REFUSED).least


def test_the_longest_silence_is_one_wait_and_one_attempt() -> None:
    assert DEFAULT.longest_silence == 8 + 5  # the fourth wait is the last
    assert Patience(100, 1, 8, 5, 20, 30).longest_silence == 30 + 5


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        ("value: many", '[workers] execution_api_retries: "many" is no number'),
        (
            "valueFrom: {secretKeyRef: {name: s, key: k}}",
            '[workers] execution_api_retries: key "k" of Secret/s',
        ),
        (
            "valueFrom: {configMapKeyRef: {name: c, key: k}}",
            '[workers] execution_api_retries: key "k" of ConfigMap/c',
        ),
    ],
)
def test_what_nobody_can_read_is_a_missing_fact(value: str, fact: str) -> None:
    found = patience(settings(f"env: [{{name: AIRFLOW__WORKERS__EXECUTION_API_RETRIES, {value}}}]"))
    assert found == Undetermined(fact)
