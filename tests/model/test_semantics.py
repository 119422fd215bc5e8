"""Kubernetes' own arithmetic and matching, as its source and documentation state them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.semantics import (
    RollingUpdate,
    allowed_disruptions,
    rolling_update,
    scaled,
    selects,
    selects_by_equality,
)

LABELS = {"app.kubernetes.io/name": "airflow", "app.kubernetes.io/component": "scheduler"}
KEY = "app.kubernetes.io/component"


def expression(operator: str, *values: str, key: str = KEY) -> dict[str, Any]:
    return {"matchExpressions": [{"key": key, "operator": operator, "values": list(values)}]}


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (None, False),
        ("word", False),
        ({}, True),
        ({"matchLabels": {}}, True),
        ({"matchLabels": LABELS}, True),
        ({"matchLabels": {KEY: "triggerer"}}, False),
        ({"matchLabels": {"absent": "x"}}, False),
        (expression("In", "scheduler", "triggerer"), True),
        (expression("In", "triggerer"), False),
        (expression("In", "x", key="absent"), False),
        (expression("NotIn", "triggerer"), True),
        (expression("NotIn", "scheduler"), False),
        (expression("NotIn", "x", key="absent"), True),
        (expression("Exists"), True),
        (expression("Exists", key="absent"), False),
        (expression("DoesNotExist"), False),
        (expression("DoesNotExist", key="absent"), True),
        (expression("Gt", "1"), False),
        ({"matchLabels": LABELS, **expression("DoesNotExist")}, False),
    ],
)
def test_a_label_selector_matches_as_the_api_server_matches(selector: object, expected: bool) -> None:  # noqa: FBT001 -- the expectation
    assert selects(selector, LABELS) is expected


@pytest.mark.parametrize(
    ("selector", "expected"),
    [(None, False), ({}, False), ({KEY: "scheduler"}, True), ({KEY: "scheduler", "absent": "x"}, False)],
)
def test_the_selector_of_a_service_selects_nothing_when_empty(selector: object, expected: bool) -> None:  # noqa: FBT001 -- the expectation
    assert selects_by_equality(selector, LABELS) is expected


@given(st.dictionaries(st.text(max_size=3), st.text(max_size=3)))
def test_a_pods_own_labels_as_a_selector_match_it(labels: dict[str, str]) -> None:
    assert selects({"matchLabels": labels}, labels)


@given(st.dictionaries(st.text(max_size=2), st.text(max_size=2)), st.text(max_size=2), st.text(max_size=2))
def test_not_in_is_the_opposite_of_in(labels: dict[str, str], key: str, value: str) -> None:
    matches = [selects(expression(operator, value, key=key), labels) for operator in ("In", "NotIn")]
    assert sorted(matches) == [False, True]


@given(st.dictionaries(st.text(max_size=2), st.text(max_size=2)), st.text(max_size=2))
def test_does_not_exist_is_the_opposite_of_exists(labels: dict[str, str], key: str) -> None:
    matches = [selects(expression(operator, key=key), labels) for operator in ("Exists", "DoesNotExist")]
    assert sorted(matches) == [False, True]


@pytest.mark.parametrize("value", ["2", "25", "x%", "-5%", 2.5, True, None, [], "%"])
def test_what_is_no_count_and_no_percentage_has_no_value(value: object) -> None:
    assert scaled(value, 10, round_up=True) is None


@given(st.integers(0, 100), st.integers(0, 1000))
def test_rounding_up_and_down_differ_by_one_at_most(percent: int, total: int) -> None:
    up, down = (scaled(f"{percent}%", total, round_up=direction) for direction in (True, False))
    assert up is not None
    assert down is not None
    assert 0 <= up - down <= 1


@pytest.mark.parametrize(
    ("budget", "pods", "allowed"),
    [
        ({"minAvailable": 1}, 2, 1),
        ({"minAvailable": 2}, 2, 0),
        ({"minAvailable": 3}, 2, 0),
        ({"minAvailable": "50%"}, 3, 1),  # 1.5 wanted is 2 wanted
        ({"minAvailable": "67%"}, 3, 0),  # 2.01 wanted is 3 wanted
        ({"minAvailable": "100%"}, 5, 0),
        ({"minAvailable": "0%"}, 2, 2),
        ({"maxUnavailable": 1}, 2, 1),
        ({"maxUnavailable": 5}, 2, 2),
        ({"maxUnavailable": 0}, 2, 0),
        ({"maxUnavailable": "0%"}, 2, 0),
        ({"maxUnavailable": "1%"}, 2, 1),  # 0.02 rounds up, too
        ({"maxUnavailable": 1}, 0, 0),
        ({}, 2, 0),
        ({"minAvailable": "many"}, 2, None),
        ({"maxUnavailable": "2"}, 2, None),
    ],
)
def test_a_budget_allows_what_the_disruption_controller_allows(
    budget: dict[str, object], pods: int, allowed: int | None
) -> None:
    assert allowed_disruptions(budget, pods) == allowed


NUMBERS = st.one_of(st.integers(0, 50), st.integers(0, 100).map("{}%".format))


@given(st.sampled_from(["minAvailable", "maxUnavailable"]), NUMBERS, st.integers(0, 50))
def test_a_budget_never_allows_more_than_there_is(key: str, number: int | str, pods: int) -> None:
    allowed = allowed_disruptions({key: number}, pods)
    assert allowed is not None
    assert 0 <= allowed <= pods


@given(NUMBERS, st.integers(0, 50))
def test_one_more_pod_never_makes_a_min_available_budget_tighter(number: int | str, pods: int) -> None:
    before, after = (allowed_disruptions({"minAvailable": number}, count) for count in (pods, pods + 1))
    assert before is not None
    assert after is not None
    assert after >= before


def deployment(strategy: dict[str, Any] | None) -> dict[str, Any]:
    return {"spec": {} if strategy is None else {"strategy": strategy}}


@pytest.mark.parametrize(
    ("numbers", "replicas", "expected"),
    [
        (None, 1, RollingUpdate(0, 1)),
        (None, 3, RollingUpdate(0, 1)),  # a quarter of three rounds down to none
        (None, 4, RollingUpdate(1, 1)),
        ({"maxUnavailable": 0, "maxSurge": 0}, 2, RollingUpdate(1, 0)),
        ({"maxUnavailable": "10%", "maxSurge": 0}, 2, RollingUpdate(1, 0)),
        ({"maxUnavailable": 0, "maxSurge": "1%"}, 2, RollingUpdate(0, 1)),
        ({"maxUnavailable": 5}, 2, RollingUpdate(2, 1)),
        ({"maxSurge": "some"}, 2, None),
    ],
)
def test_a_rollout_rounds_unavailable_down_and_surge_up(
    numbers: dict[str, object] | None, replicas: int, expected: RollingUpdate | None
) -> None:
    strategy = None if numbers is None else {"type": "RollingUpdate", "rollingUpdate": numbers}
    assert rolling_update(deployment(strategy), replicas) == expected


def test_recreate_is_no_rolling_update() -> None:
    assert rolling_update(deployment({"type": "Recreate"}), 2) is None


@given(NUMBERS, NUMBERS, st.integers(1, 50))
def test_a_rollout_always_gets_on(unavailable: int | str, surge: int | str, replicas: int) -> None:
    numbers = {"maxUnavailable": unavailable, "maxSurge": surge}
    found = rolling_update(deployment({"rollingUpdate": numbers}), replicas)
    assert found is not None
    assert found.max_unavailable + found.max_surge > 0
