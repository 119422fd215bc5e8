"""Can `up` be repeated and interrupted, and does `down` leave nothing?"""

import os
import subprocess
import sys

import pytest
from tests.cluster.kubectl import wait_until
from tests.cluster.lab.machine import traces

from lab import cluster, daemon, node, process
from lab.errors import UsageError
from lab.layout import Lab
from lab.progress import Progress


def test_a_second_up_starts_nothing(lab: Lab) -> None:
    before = {name: daemon.running(lab, name) for name in daemon.names(lab)}
    cluster.up(lab, 2, Progress())
    assert {name: daemon.running(lab, name) for name in daemon.names(lab)} == before


def test_a_dead_component_is_started_again(lab: Lab) -> None:
    process.end([daemon.running(lab, "kube-scheduler") or 0], patience=0)
    cluster.up(lab, 2, Progress())
    assert daemon.running(lab, "kube-scheduler") is not None


def test_all_parts_of_a_lab_are_well(lab: Lab) -> None:
    assert [part for part in cluster.components(lab) if not part.healthy] == []


def test_a_second_lab_with_the_same_number_is_refused(lab: Lab) -> None:
    second = Lab(lab.number, lab.state.with_name("second"), lab.cache)
    with pytest.raises(UsageError, match=f"the lab in {lab.state} has number 9"):
        cluster.up(second, 1, Progress())


def test_taking_the_refused_lab_down_does_not_touch_the_first(lab: Lab) -> None:
    second = Lab(lab.number, lab.state.with_name("second-down"), lab.cache)
    with pytest.raises(UsageError):
        cluster.up(second, 1, Progress())
    before = traces(lab)
    cluster.down(second, Progress())
    assert traces(lab) == before


def test_a_control_plane_alone_needs_no_network(another: Lab) -> None:
    cluster.up(another, 0, Progress())
    assert traces(another)["links"] == []


def test_nodes_can_be_added_to_a_control_plane(another: Lab) -> None:
    cluster.up(another, 0, Progress())
    cluster.up(another, 1, Progress())
    assert node.is_ready(another.node(1))


def test_down_leaves_nothing(another: Lab) -> None:
    before = traces(another)
    cluster.up(another, 2, Progress())
    cluster.down(another, Progress())
    assert traces(another) == before


def cut_off(lab: Lab, *, once: str) -> None:
    """Kill `up` as soon as a daemon of this name runs."""
    env = {**os.environ, "AIRKUST_LAB_NUMBER": str(lab.number), "AIRKUST_LAB_DIR": str(lab.state)}
    argv = [sys.executable, "-m", "lab", "up", "--nodes", "1"]
    with subprocess.Popen(argv, env=env, stderr=subprocess.DEVNULL) as up:
        try:
            wait_until(lambda: daemon.running(lab, once), f"{once} to run", deadline=120, pause=0.005)
        finally:
            up.kill()


@pytest.mark.parametrize("once", ["kube-scheduler", "node1-containerd"])
def test_up_goes_on_where_it_was_cut_off(another: Lab, once: str) -> None:
    cut_off(another, once=once)
    cluster.up(another, 1, Progress())
    assert [part for part in cluster.components(another) if not part.healthy] == []


@pytest.mark.parametrize("once", ["etcd", "node1-machine"])
def test_down_after_a_run_that_was_cut_off_leaves_nothing(another: Lab, once: str) -> None:
    before = traces(another)
    cut_off(another, once=once)
    cluster.down(another, Progress())
    assert traces(another) == before
