"""What a pod asks for, as kubernetes/kubernetes component-helpers/resource counts it."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.pod_resources import pod_amount

Body = dict[str, Any]


def container(cpu: object = None, limit: object = None, **more: object) -> Body:
    stated = {"requests": {"cpu": cpu}, "limits": {"cpu": limit}}
    return {"resources": {part: body for part, body in stated.items() if body["cpu"] is not None}, **more}


def sidecar(cpu: object) -> Body:
    return container(cpu, restartPolicy="Always")


@pytest.mark.parametrize(
    ("spec", "cores"),
    [
        ({}, 0),
        ({"containers": [container("1"), container("500m")]}, Fraction(3, 2)),
        ({"containers": [container(limit="2")]}, 2),  # a limit alone is a request, too
        ({"containers": [container("1", "2")]}, 1),
        ({"containers": [container("1")], "initContainers": [container("3"), container("2")]}, 3),
        ({"containers": [container("1")], "initContainers": [sidecar("1"), container("3")]}, 4),
        ({"containers": [container("3")], "initContainers": [container("3"), sidecar("1")]}, 4),
        ({"containers": [container("1")], "overhead": {"cpu": "250m"}}, Fraction(5, 4)),
        ({"containers": [container("1")], "resources": {"requests": {"cpu": "3"}}}, 3),
        ({"containers": [container("much"), "word", None]}, 0),
    ],
)
def test_requests_add_up(spec: Body, cores: Fraction) -> None:
    assert pod_amount(spec, "requests", "cpu") == cores


def test_a_request_is_no_limit() -> None:
    assert pod_amount({"containers": [container("1"), container("1", "2")]}, "limits", "cpu") == 2


AMOUNTS = st.lists(st.integers(0, 9), max_size=4)


@given(AMOUNTS, AMOUNTS)
def test_a_pod_asks_for_no_less_than_any_of_its_moments(main: list[int], init: list[int]) -> None:
    spec = {"containers": list(map(container, main)), "initContainers": list(map(container, init))}
    assert pod_amount(spec, "requests", "cpu") == max(sum(main), *init, 0)


@given(AMOUNTS, AMOUNTS)
def test_sidecars_count_as_main_containers(main: list[int], beside: list[int]) -> None:
    spec = {"containers": list(map(container, main)), "initContainers": list(map(sidecar, beside))}
    assert pod_amount(spec, "requests", "cpu") == sum(main) + sum(beside)
