"""Do the nodes' programs read what they are meant to?"""

import json
import tomllib

from lab import node_config, pause
from lab.layout import Lab


def test_containerd_reads_its_configuration_as_toml(lab: Lab) -> None:
    value = tomllib.loads(node_config.containerd(lab.node(1)))
    assert value["plugins"]["io.containerd.cri.v1.images"]["pinned_images"]["sandbox"] == pause.REFERENCE


def test_containerd_keeps_its_images_in_the_nodes_directory(lab: Lab) -> None:
    value = tomllib.loads(node_config.containerd(lab.node(1)))
    assert value["root"] == str(lab.node(1).directory / "containerd")


def test_pods_get_addresses_of_their_node(lab: Lab) -> None:
    value = json.loads(node_config.cni(lab.node(2)))
    assert value["plugins"][0]["ipam"]["ranges"] == [[{"subnet": "10.219.2.0/24"}]]


def test_kubelet_keeps_its_pods_in_the_nodes_group(lab: Lab) -> None:
    assert json.loads(node_config.kubelet(lab.node(2)))["cgroupRoot"] == "/airkust9/node2"


def test_a_lost_node_has_had_four_chances_to_be_heard(lab: Lab) -> None:
    value = json.loads(node_config.kubelet(lab.node(1)))
    assert value["nodeStatusUpdateFrequency"] == "5s"


def test_every_file_of_a_node_is_named_within_its_directory(lab: Lab) -> None:
    names = [name for name, _ in node_config.files(lab.node(1))]
    assert not any(name.startswith(("/", "..")) for name in names)
