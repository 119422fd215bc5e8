"""What a site may state in its ha.yaml, and how it is told of what it may not."""

import re

import pytest
from tests.rendered import ROOT

from airkust.errors import InputError
from airkust.model.facts import Cluster, Database, Facts, camel_case
from airkust.parse import read_facts


def test_facts_are_read_by_section() -> None:
    stated = read_facts(b"cluster: {zones: 3}\ndatabase: {version: 17, failoverSeconds: 60}\n", "ha.yaml")
    assert stated == Facts(cluster=Cluster(zones=3), database=Database(version="17", failover_seconds=60))


def test_an_empty_file_states_nothing() -> None:
    assert read_facts(b"# later\n", "ha.yaml") == Facts()


def test_lists_are_read() -> None:
    assert read_facts(b"cluster: {topologyKeys: [rack]}", "ha.yaml").cluster.topology_keys == ("rack",)


def test_the_file_of_ha_prod_is_read() -> None:
    assert read_facts((ROOT / "overlays/ha-prod/ha.yaml").read_bytes(), "ha.yaml").cluster.zones == 3


def test_names_are_those_of_kubernetes() -> None:
    assert camel_case("node_provision_seconds") == "nodeProvisionSeconds"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("cluster:\n  zone: 3\n", "ha.yaml:2: cluster.zone: unknown fact"),
        ("clusters: {}\n", "ha.yaml:1: clusters: unknown fact"),
        ("cluster:\n  zones: three\n", "ha.yaml:2: cluster.zones: not a whole number from 0 up"),
        ("cluster: {zones: true}\n", "ha.yaml:1: cluster.zones: not a whole number from 0 up"),
        ("cluster: {zones: -1}\n", "ha.yaml:1: cluster.zones: not a whole number from 0 up"),
        ("cluster: {nodeCpu: []}\n", "ha.yaml:1: cluster.nodeCpu: not a text"),
        ("cluster: {topologyKeys: rack}\n", "ha.yaml:1: cluster.topologyKeys: not a list of texts"),
        ("cluster: 3\n", "ha.yaml: cluster: not a mapping of facts"),
        ("- cluster\n", "ha.yaml: not one mapping of sections"),
        ("a: 1\n---\nb: 2\n", "ha.yaml: not one mapping of sections"),
    ],
)
def test_what_is_no_fact_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(InputError, match=re.escape(complaint)):
        read_facts(text.encode(), "ha.yaml")


def test_the_nearest_fact_is_named() -> None:
    with pytest.raises(InputError) as caught:
        read_facts(b"cluster: {zone: 3}", "ha.yaml")
    assert caught.value.hint == "did you mean zones?"
