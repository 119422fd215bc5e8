"""Where replicas may come to stand, held against a scheduler that tries every node one by one."""

import itertools
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airkust.model.bound import Bound, Kind
from airkust.model.deadlock import deadlock
from airkust.model.placement import Placement, Placements, TooManyError, placements
from airkust.model.semantics import RollingUpdate
from airkust.model.topology import Level, Topology, evenly

NODE_CAP = Bound(Level.NODE, Kind.CAP)
NODE_SKEW = Bound(Level.NODE, Kind.SKEW)
ZONE_CAP = Bound(Level.ZONE, Kind.CAP)
ZONE_SKEW = Bound(Level.ZONE, Kind.SKEW)
ZONE_TOGETHER = Bound(Level.ZONE, Kind.TOGETHER)

bound = st.builds(
    Bound,
    level=st.sampled_from(Level),
    kind=st.sampled_from(Kind),
    limit=st.integers(1, 2),
    per_revision=st.booleans(),
)
topology = st.tuples(st.integers(1, 3), st.integers(1, 4)).map(lambda each: evenly(*each))
bounds = st.frozensets(bound, max_size=3)

Pods = tuple[int, ...]
"""On each node."""


def zone_of(cluster: Topology) -> list[int]:
    """The zone of each node."""
    return [zone for zone, size in enumerate(cluster.sizes) for _ in range(size)]


def may_stand(node: int, counted: dict[bool, Pods], cluster: Topology, hard: frozenset[Bound]) -> bool:
    """What kube-scheduler's filters ask, from their definition.

    Args:
        node: Where the pod is to stand.
        counted: Pods on each node, those of the pod's own revision under True, all under False.
        cluster: The nodes.
        hard: The constraints.
    """
    zones = zone_of(cluster)
    for each in hard:
        places = list(range(len(zones))) if each.level is Level.NODE else zones
        pods = counted[each.per_revision]
        by_place = {
            place: sum(number for number, at in zip(pods, places, strict=True) if at == place)
            for place in set(places)
        }
        here = by_place[places[node]]
        if each.kind is Kind.CAP and here + 1 > each.limit:
            return False
        if each.kind is Kind.SKEW and here + 1 - min(by_place.values()) > each.limit:
            return False
        if each.kind is Kind.TOGETHER and any(pods) and not here:
            return False
    return True


def added(pods: Pods, node: int, number: int = 1) -> Pods:
    return (*pods[:node], pods[node] + number, *pods[node + 1 :])


def every_placement(cluster: Topology, hard: frozenset[Bound], replicas: int) -> set[Pods]:
    """All placements of as many replicas as can be placed, node by node."""
    states = {(0,) * cluster.count(Level.NODE)}
    for _ in range(replicas):
        more = {
            added(pods, node)
            for pods in states
            for node in range(len(pods))
            if may_stand(node, {True: pods, False: pods}, cluster, hard)
        }
        if not more:
            break
        states = more
    return states


def can_stop(cluster: Topology, hard: frozenset[Bound], replicas: int, update: RollingUpdate) -> bool:
    """Whether any order of adding new pods and taking old ones down ends before it is done."""
    waiting = [
        (pods, (0,) * len(pods)) for pods in every_placement(cluster, hard, replicas) if sum(pods) == replicas
    ]
    seen = set(waiting)
    while waiting:
        old, new = waiting.pop()
        may = {
            node
            for node in range(len(old))
            if may_stand(node, {True: new, False: tuple(map(sum, zip(old, new, strict=True)))}, cluster, hard)
        }
        steps = set(rollout_steps(old, new, may, replicas, update))
        if not steps and sum(new) < replicas:
            return True
        waiting.extend(steps - seen)
        seen |= steps
    return False


def rollout_steps(
    old: Pods, new: Pods, may: set[int], replicas: int, update: RollingUpdate
) -> Iterator[tuple[Pods, Pods]]:
    """What the Deployment controller and the scheduler may do next; a new pod may stand on nodes `may`."""
    pods = sum(old) + sum(new)
    for node in range(len(old)):
        if old[node] and pods > replicas - update.max_unavailable:
            yield added(old, node, -1), new
        if node in may and sum(new) < replicas and pods < replicas + update.max_surge:
            yield old, added(new, node)


def without_names(pods: Pods, cluster: Topology) -> list[list[int]]:
    """The pods of each zone; which node and which zone is which does not matter."""
    zones = zone_of(cluster)
    rows = [[n for n, at in zip(pods, zones, strict=True) if at == zone] for zone in set(zones)]
    return sorted(sorted(row) for row in rows)


def fewest_left(cluster: Topology, states: set[Pods], level: Level) -> int:
    """The pods that are left in the worst case, place by place."""
    zones = zone_of(cluster)
    places = list(range(len(zones))) if level is Level.NODE else zones
    return min(
        sum(number for number, at in zip(pods, places, strict=True) if at != lost)
        for pods in states
        for lost in set(places)
    )


@settings(max_examples=150, deadline=None)
@given(topology, bounds, st.integers(1, 5))
def test_the_search_finds_what_trying_every_node_finds(
    cluster: Topology, hard: frozenset[Bound], replicas: int
) -> None:
    found = placements(cluster, hard, replicas)
    states = every_placement(cluster, hard, replicas)
    assert found.complete == (sum(min(states)) == replicas)
    assert found.worst_for_node.fewest_after_node_loss == fewest_left(cluster, states, Level.NODE)
    assert found.worst_for_zone.fewest_after_zone_loss == fewest_left(cluster, states, Level.ZONE)


@settings(max_examples=150, deadline=None)
@given(topology, bounds, st.integers(1, 5))
def test_the_worst_placements_are_placements(
    cluster: Topology, hard: frozenset[Bound], replicas: int
) -> None:
    found = placements(cluster, hard, replicas)
    by_zone = [without_names(pods, cluster) for pods in every_placement(cluster, hard, replicas)]
    for worst in (found.worst_for_node, found.worst_for_zone):
        assert tuple(map(len, worst.zones)) == cluster.sizes
        assert without_names(tuple(itertools.chain(*worst.zones)), cluster) in by_zone


@settings(max_examples=100, deadline=None)
@given(topology, bounds, st.integers(1, 3), st.integers(0, 1), st.integers(0, 2))
def test_a_rollout_stops_where_some_order_of_steps_stops(
    cluster: Topology, hard: frozenset[Bound], replicas: int, unavailable: int, surge: int
) -> None:
    update = RollingUpdate(unavailable, surge or 1 - unavailable)
    assert (deadlock(cluster, hard, replicas, update) is not None) == can_stop(
        cluster, hard, replicas, update
    )


def worst(cluster: Topology, replicas: int, *hard: Bound) -> Placements:
    return placements(cluster, frozenset(hard), replicas)


def test_without_a_hard_constraint_all_may_stand_on_one_node() -> None:
    assert worst(evenly(2, 3), 2).worst_for_node == Placement(((2, 0), (0,)))


def test_apart_on_nodes_they_may_all_stand_in_one_zone() -> None:
    found = worst(evenly(3, 6), 2, NODE_CAP)
    assert found.worst_for_zone == Placement(((1, 1), (0, 0), (0, 0)))
    assert found.worst_for_zone.after_zone_loss == (0, 2, 2)
    assert found.worst_for_node.fewest_after_node_loss == 1


def test_with_a_node_in_each_zone_apart_on_nodes_is_apart_in_zones() -> None:
    assert worst(evenly(3, 3), 2, NODE_SKEW).worst_for_zone.fewest_after_zone_loss == 1


def test_spread_over_zones_they_may_share_a_node_of_each() -> None:
    found = worst(evenly(2, 4), 4, ZONE_SKEW)
    assert found.worst_for_node.zones == ((2, 0), (2, 0))


def test_five_on_two_nodes_stand_three_and_two() -> None:
    assert worst(evenly(1, 2), 5, NODE_SKEW).worst_for_node == Placement(((3, 2),))


def test_what_finds_no_node_is_left_out() -> None:
    found = worst(evenly(1, 3), 5, NODE_CAP)
    assert (found.complete, found.worst_for_node.pods) == (False, 3)


def test_a_cluster_without_nodes_takes_nothing() -> None:
    assert worst(evenly(0, 0), 2, ZONE_SKEW) == Placements(2, Placement(()), Placement(()))


@pytest.mark.parametrize(
    ("nodes", "replicas", "unavailable", "stops"),
    [(3, 3, 0, True), (4, 3, 0, False), (3, 3, 1, False), (3, 4, 0, False)],
)
def test_a_rollout_stops_where_every_node_holds_a_pod_that_must_stay(
    nodes: int, replicas: int, unavailable: int, *, stops: bool
) -> None:
    """Four replicas do not stop on three nodes: they never stood there."""
    found = deadlock(evenly(1, nodes), frozenset({NODE_CAP}), replicas, RollingUpdate(unavailable, 1))
    assert (found is not None) == stops


def test_the_pods_where_a_rollout_stops() -> None:
    found = deadlock(evenly(3, 3), frozenset({ZONE_CAP}), 3, RollingUpdate(0, 1))
    assert found is not None
    assert (found.old.zones, found.new.zones) == (((1,), (1,), (1,)), ((0,), (0,), (0,)))


def test_pods_told_apart_by_revision_do_not_stop_a_rollout() -> None:
    apart = frozenset({Bound(Level.NODE, Kind.CAP, per_revision=True)})
    assert deadlock(evenly(1, 3), apart, 3, RollingUpdate(0, 1)) is None


@pytest.mark.parametrize("nodes", [3, 12, 50])
@pytest.mark.parametrize(
    "hard", [(), (NODE_SKEW,), (NODE_CAP,), (ZONE_SKEW,), (NODE_SKEW, ZONE_SKEW), (NODE_CAP, ZONE_TOGETHER)]
)
def test_a_usual_workload_takes_no_noticeable_time(nodes: int, hard: tuple[Bound, ...]) -> None:
    """Processor time, generous: a rule that searched all placements by name would take hours."""
    before = time.process_time()
    placements.__wrapped__(evenly(3, nodes), frozenset(hard), 6)
    deadlock.__wrapped__(evenly(3, nodes), frozenset(hard), 4, RollingUpdate(0, 1))
    assert time.process_time() - before < 2


def test_more_than_can_be_looked_at_is_said() -> None:
    with pytest.raises(TooManyError):
        worst(evenly(3, 60), 60, Bound(Level.NODE, Kind.CAP, 9), Bound(Level.ZONE, Kind.CAP, 40))
    with pytest.raises(TooManyError):
        deadlock(evenly(3, 60), frozenset({Bound(Level.NODE, Kind.CAP, 9)}), 40, RollingUpdate(0, 1))


def test_a_node_is_lost_in_any_zone() -> None:
    assert evenly(3, 4).without_a_node() == (evenly(3, 3), Topology((2, 1)))
    assert evenly(2, 2).without_a_node() == (evenly(1, 1),)
    assert evenly(0, 0).without_a_node() == ()


@pytest.mark.parametrize(
    ("zones", "nodes", "sizes"),
    [(3, 7, (3, 2, 2)), (3, 2, (1, 1)), (0, 4, ()), (2, 0, ())],
)
def test_nodes_stand_evenly_in_zones(zones: int, nodes: int, sizes: tuple[int, ...]) -> None:
    assert evenly(zones, nodes) == Topology(sizes)


@pytest.mark.parametrize(
    ("zones", "nodes", "sizes"),
    [(3, 7, (3, 2, 2)), (1, 7, (2,)), (2, 7, (2, 2)), (2, 3, (2, 1)), (0, 7, ()), (3, 1, (1,))],
)
def test_a_node_selector_narrows_the_cluster(zones: int, nodes: int, sizes: tuple[int, ...]) -> None:
    assert evenly(3, 7).narrowed(zones, nodes) == Topology(sizes)
