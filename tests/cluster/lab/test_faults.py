"""Does a fault break what it says, and does its undoing mend it?"""

from collections.abc import Iterator
from http.client import HTTPException

import pytest

from lab import cgroup, control_plane, daemon, faults, network, node, policies
from lab.errors import UsageError
from lab.layout import Lab, NodeLayout
from lab.progress import Progress


@pytest.fixture
def victim(lab: Lab) -> Iterator[NodeLayout]:
    """A node that is well again afterwards."""
    yield lab.node(2)
    faults.restore(lab.node(2), Progress())


def test_nothing_of_a_killed_node_runs(victim: NodeLayout) -> None:
    faults.kill_node(victim, Progress())
    assert cgroup.members(victim.cgroup) == set()


def test_a_killed_node_leaves_no_control_group(victim: NodeLayout) -> None:
    faults.kill_node(victim, Progress())
    assert [path for top in cgroup.hierarchies() if (path := top / victim.cgroup).exists()] == []


def test_a_killed_node_leaves_the_others_alone(lab: Lab, victim: NodeLayout) -> None:
    before = cgroup.members(lab.node(1).cgroup)
    faults.kill_node(victim, Progress())
    assert before <= cgroup.members(lab.node(1).cgroup)


def test_a_killed_node_is_ready_after_restore(victim: NodeLayout) -> None:
    faults.kill_node(victim, Progress())
    faults.restore(victim, Progress())
    assert node.is_ready(victim)


def test_policies_are_in_force_after_restore(victim: NodeLayout) -> None:
    faults.kill_node(victim, Progress())
    faults.restore(victim, Progress())
    assert policies.in_force(node.enter(victim))


def test_the_programs_of_a_partitioned_node_go_on(lab: Lab, victim: NodeLayout) -> None:
    before = daemon.running(lab, "node2-kubelet")
    faults.partition(victim, Progress())
    assert daemon.running(lab, "node2-kubelet") == before


def test_a_partitioned_node_has_no_link(victim: NodeLayout) -> None:
    faults.partition(victim, Progress())
    assert not network.link_is_up(victim)


def test_restore_plugs_a_partitioned_node_in(victim: NodeLayout) -> None:
    faults.partition(victim, Progress())
    faults.restore(victim, Progress())
    assert network.link_is_up(victim)


@pytest.fixture
def without_api(lab: Lab) -> Iterator[Lab]:
    faults.stop_api(lab, Progress())
    yield lab
    faults.start_api(lab, Progress())


def test_a_stopped_api_server_does_not_answer(without_api: Lab) -> None:
    with pytest.raises((OSError, HTTPException)):
        control_plane.admin(without_api).get("/version")


def test_the_nodes_go_on_without_an_api_server(without_api: Lab) -> None:
    assert daemon.running(without_api, "node1-kubelet") is not None


def test_a_started_api_server_knows_what_it_knew(lab: Lab) -> None:
    before = control_plane.admin(lab).get("/api/v1/namespaces/default")["metadata"]["uid"]
    faults.stop_api(lab, Progress())
    faults.start_api(lab, Progress())
    assert control_plane.admin(lab).get("/api/v1/namespaces/default")["metadata"]["uid"] == before


@pytest.fixture
def without_dns(lab: Lab) -> Iterator[Lab]:
    faults.stop_dns(lab, Progress())
    yield lab
    faults.start_dns(lab, Progress())


def test_a_stopped_dns_does_not_run(without_dns: Lab) -> None:
    assert daemon.running(without_dns, control_plane.DNS) is None


def test_a_started_dns_runs(lab: Lab) -> None:
    faults.stop_dns(lab, Progress())
    faults.start_dns(lab, Progress())
    assert daemon.running(lab, control_plane.DNS) is not None


def test_killing_no_pod_names_it(lab: Lab) -> None:
    with pytest.raises(UsageError, match="no pod 'nobody' in namespace 'default'"):
        faults.kill_pod(lab, "default", "nobody", Progress())
