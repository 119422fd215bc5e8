"""Do labs and nodes stay out of each other's way, and is a wrong setting named?"""

from itertools import combinations
from pathlib import Path

import pytest

from lab.errors import UsageError
from lab.layout import MOST_LABS, MOST_NODES, Lab


def test_no_two_networks_of_all_labs_overlap(tmp_path: Path) -> None:
    labs = [Lab(number, tmp_path, tmp_path) for number in range(MOST_LABS)]
    networks = [network for lab in labs for network in (lab.network, lab.pod_network)]
    assert not any(one.overlaps(two) for one, two in combinations(networks, 2))


def test_every_node_has_its_own_part_of_the_pod_network(lab: Lab) -> None:
    parts = [lab.node(index).pods for index in range(1, MOST_NODES + 1)]
    assert not any(one.overlaps(two) for one, two in combinations(parts, 2))


def test_the_pods_of_a_node_are_in_the_pod_network(lab: Lab) -> None:
    assert lab.node(MOST_NODES).pods.subnet_of(lab.pod_network)


def test_a_link_has_a_name_the_kernel_takes(lab: Lab) -> None:
    assert len(lab.node(MOST_NODES).link) <= 15


def test_three_nodes_are_in_three_zones(lab: Lab) -> None:
    assert [lab.node(index).zone for index in (1, 2, 3, 4)] == ["zone-a", "zone-b", "zone-c", "zone-a"]


@pytest.mark.parametrize("text", ["2", "node2"])
def test_a_node_is_named_by_number_or_name(lab: Lab, text: str) -> None:
    for index in (1, 2):
        lab.node(index).directory.mkdir(parents=True)
    assert lab.node_named(text) == lab.node(2)


def test_an_unknown_node_is_refused_with_the_known_ones(lab: Lab) -> None:
    lab.node(1).directory.mkdir(parents=True)
    with pytest.raises(UsageError) as caught:
        lab.node_named("7")
    assert (caught.value.message, caught.value.hint) == ("no node '7' in this lab", "nodes: node1")


def test_a_number_that_is_no_digit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRKUST_LAB_NUMBER", "ten")
    with pytest.raises(UsageError, match="AIRKUST_LAB_NUMBER is 'ten'"):
        Lab.from_environment()


def test_the_state_directory_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AIRKUST_LAB_DIR", str(tmp_path))
    assert Lab.from_environment().state == tmp_path


def test_labs_of_different_numbers_have_different_directories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIRKUST_LAB_DIR", raising=False)
    monkeypatch.setenv("AIRKUST_LAB_NUMBER", "0")
    first = Lab.from_environment().state
    monkeypatch.setenv("AIRKUST_LAB_NUMBER", "1")
    assert Lab.from_environment().state != first
