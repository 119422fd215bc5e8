"""Is the estimate of a rollout one that can be right?"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from airkust.diff.impacts.rollout_time import replacement
from airkust.model.resource import Resource, ResourceId
from airkust.model.workload import Workload, workload_of

SECONDS = st.integers(0, 600)
PROBE = st.fixed_dictionaries(
    {"exec": st.just({"command": ["x"]})},
    optional={
        "initialDelaySeconds": SECONDS,
        "periodSeconds": st.integers(1, 60),
        "failureThreshold": st.integers(1, 100),
    },
)
CONTAINER = st.fixed_dictionaries(
    {"name": st.just("a")}, optional={"startupProbe": PROBE, "readinessProbe": PROBE}
)
BOUND = st.one_of(st.integers(0, 5), st.integers(0, 100).map("{}%".format))
STRATEGY = st.one_of(
    st.just({"type": "Recreate"}),
    st.fixed_dictionaries(
        {"type": st.just("RollingUpdate")},
        optional={"rollingUpdate": st.fixed_dictionaries({"maxSurge": BOUND, "maxUnavailable": BOUND})},
    ),
)


def workload(kind: str, strategy: dict[str, Any], containers: list[dict[str, Any]], pause: int) -> Workload:
    field = "strategy" if kind == "Deployment" else "updateStrategy"
    spec = {"minReadySeconds": pause, field: strategy, "template": {"spec": {"containers": containers}}}
    found = workload_of(Resource(ResourceId(kind, "x", api_group="apps"), "apps/v1", {"spec": spec}))
    assert found is not None
    return found


WORKLOAD = st.builds(
    workload,
    st.sampled_from(["DaemonSet", "Deployment", "StatefulSet"]),
    STRATEGY,
    st.lists(CONTAINER, min_size=1, max_size=3),
    SECONDS,
)


@given(WORKLOAD, st.integers(0, 20))
def test_at_least_is_no_more_than_at_most(of: Workload, pods: int) -> None:
    found = replacement(of, pods)
    assert found is None or found.seconds is None or found.seconds[0] <= found.seconds[1]


@given(WORKLOAD)
def test_no_pod_takes_no_time(of: Workload) -> None:
    found = replacement(of, 0)
    assert found is None or found.seconds == (0, 0)


@given(WORKLOAD, st.integers(1, 20))
def test_at_least_one_pod_is_replaced_at_a_time(of: Workload, pods: int) -> None:
    found = replacement(of, pods)
    assert found is None or found.at_once >= 1
