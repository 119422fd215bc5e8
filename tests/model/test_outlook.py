"""Hard constraints of manifests, held against the cluster a site states."""

from dataclasses import replace

import pytest
from tests.model.manifests import config_map, rendering

from airkust.model.facts import Cluster, Facts
from airkust.model.outlook import Outlook, UnsettledError, outlook
from airkust.model.semantics import RollingUpdate

HOST = "kubernetes.io/hostname"
ZONE = "topology.kubernetes.io/zone"
OWN = "labelSelector: {matchLabels: {app: a}}"
SPREAD = f"whenUnsatisfiable: DoNotSchedule, maxSkew: 1, {OWN}"


def spread(key: str, more: str = "") -> str:
    return f"topologySpreadConstraints: [{{topologyKey: {key}, {SPREAD}{more and ', '}{more}}}]"


def affinity(name: str, key: str, more: str = "") -> str:
    term = f"{{topologyKey: {key}, {OWN}{more and ', '}{more}}}"
    return f"affinity: {{{name}: {{requiredDuringSchedulingIgnoredDuringExecution: [{term}]}}}}"


def node_affinity(*terms: str) -> str:
    listed = ", ".join(terms)
    required = f"{{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{listed}]}}}}"
    return f"affinity: {{nodeAffinity: {required}}}"


def deployment(spec: str, name: str = "a", labels: str = "app: a", kind: str = "Deployment") -> str:
    template = f"{{metadata: {{labels: {{{labels}}}}}, spec: {{{spec}}}}}"
    return (
        f"{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: {name}, namespace: ns}}, "
        f"spec: {{replicas: 2, template: {template}}}}}"
    )


def seen(*documents: str, zones: int | None = 3, nodes: int | None = 6) -> Outlook:
    """The outlook of the first workload."""
    found = rendering(*documents)
    there = replace(found, facts=Facts(Cluster(zones=zones, nodes=nodes)))
    return outlook(there, there.workloads[0])


def left(found: Outlook, replicas: int = 2) -> tuple[int, int]:
    """The replicas that are left after the worst node and the worst zone are lost."""
    worst = found.placements(replicas)
    return worst.worst_for_node.fewest_after_node_loss, worst.worst_for_zone.fewest_after_zone_loss


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("", (0, 0)),
        (spread(HOST), (1, 0)),
        (spread(ZONE), (1, 1)),
        (spread("failure-domain.beta.kubernetes.io/zone"), (1, 1)),
        (spread(HOST).replace("DoNotSchedule", "ScheduleAnyway"), (0, 0)),
        (spread(HOST).replace("app: a", "app: b"), (0, 0)),
        (spread(HOST).replace(OWN, "labelSelector: null"), (0, 0)),
        (spread(HOST).replace("maxSkew: 1", "maxSkew: 2"), (0, 0)),
        (spread(HOST).replace("maxSkew: 1", "maxSkew: word"), (1, 0)),
        (spread("rack"), (0, 0)),
        (affinity("podAntiAffinity", HOST), (1, 0)),
        (affinity("podAntiAffinity", ZONE), (1, 1)),
        (affinity("podAntiAffinity", HOST, "namespaces: [other]"), (0, 0)),
        (affinity("podAntiAffinity", HOST, "namespaces: [other, ns]"), (1, 0)),
        (affinity("podAntiAffinity", HOST, "namespaceSelector: {}"), (1, 0)),
        (affinity("podAntiAffinity", HOST, "namespaceSelector: {matchLabels: {team: x}}"), (0, 0)),
        (affinity("podAntiAffinity", HOST, "mismatchLabelKeys: [app]"), (0, 0)),
        (affinity("podAntiAffinity", HOST, "mismatchLabelKeys: [absent]"), (1, 0)),
        (affinity("podAffinity", HOST), (0, 0)),
        (spread(HOST) + ", " + affinity("podAffinity", ZONE), (1, 0)),
        (spread(HOST) + f", nodeSelector: {{{HOST}: x}}", (0, 0)),
        (spread(ZONE) + f", nodeSelector: {{{ZONE}: x}}", (0, 0)),
    ],
)
def test_what_is_left_of_two_replicas(spec: str, expected: tuple[int, int]) -> None:
    assert left(seen(deployment(spec))) == expected


def test_a_constraint_shared_with_another_workload_keeps_nobody_apart() -> None:
    """Two of ours on one node and two of theirs on the other are in balance, too."""
    other = deployment("", name="b", labels="app: a, of: b")
    assert left(seen(deployment(spread(HOST)), other, zones=1, nodes=2)) == (0, 0)
    narrowed = deployment(spread(HOST, "matchLabelKeys: [of]"), labels="app: a, of: a")
    assert left(seen(narrowed, other, zones=1, nodes=2)) == (1, 0)
    by_revision = deployment(spread(HOST, "matchLabelKeys: [pod-template-hash]"))
    assert left(seen(by_revision, other, zones=1, nodes=2)) == (1, 0)


def test_shared_with_task_pods_it_keeps_nobody_apart() -> None:
    template = "metadata: {labels: {app: a}}\nspec: {containers: [{name: base, image: x}]}"
    scheduler = deployment(
        spread(HOST) + ", volumes: [{name: t, configMap: {name: t}}], containers: [{name: s, image: airflow, "
        "args: [airflow, scheduler], volumeMounts: [{name: t, mountPath: /t}], env: ["
        "{name: AIRFLOW__CORE__EXECUTOR, value: KubernetesExecutor}, "
        "{name: AIRFLOW__KUBERNETES_EXECUTOR__NAMESPACE, value: ns}, "
        "{name: AIRFLOW__KUBERNETES_EXECUTOR__POD_TEMPLATE_FILE, value: /t/p.yaml}]}]"
    )
    assert left(seen(scheduler, config_map("t", p__yaml=template))) == (0, 0)
    assert left(seen(scheduler, config_map("t", p__yaml=template.replace("app: a", "app: b")))) == (1, 0)


@pytest.mark.parametrize(
    ("more", "nodes", "complete"),
    [
        ("", 1, True),
        ("minDomains: 2", 2, True),
        ("minDomains: 2", 1, False),
        ("minDomains: 4", 3, True),
        ("minDomains: true", 1, True),
    ],
)
def test_below_min_domains_a_place_takes_no_more_than_the_skew(
    more: str, nodes: int, *, complete: bool
) -> None:
    found = seen(deployment(spread(HOST, more)), zones=1, nodes=nodes)
    assert found.placements(2).complete == complete


@pytest.mark.parametrize(
    ("terms", "zones"),
    [
        (["{matchExpressions: [{key: %s, operator: In, values: [x, z]}]}"], 2),
        (["{matchExpressions: [{key: %s, operator: NotIn, values: [x]}]}"], 2),
        (["{matchExpressions: [{key: %s, operator: Exists}]}"], 3),
        (["{matchExpressions: [{key: %s, operator: DoesNotExist}]}"], 0),
        (["{matchExpressions: [{key: pool, operator: In, values: [core]}]}"], 3),
        (["{}"], 0),
        (["{matchExpressions: [{key: %s, operator: In, values: [x]}]}"] * 2, 1),
        (
            [
                "{matchExpressions: [{key: %s, operator: In, values: [x]}]}",
                "{matchExpressions: [{key: %s, operator: NotIn, values: [x]}]}",
            ],
            3,
        ),
        (["{matchExpressions: [{key: %s, operator: In, values: [x, z]}, %%]}"], 1),
    ],
)
def test_node_affinity_leaves_zones(terms: list[str], zones: int) -> None:
    not_x = "{key: %s, operator: NotIn, values: [x]}"
    spec = node_affinity(*(term.replace("%%", not_x).replace("%s", ZONE) for term in terms))
    assert len(seen(deployment(spec)).usable.sizes) == zones


def test_node_affinity_may_name_a_node_by_its_field() -> None:
    spec = node_affinity("{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}")
    assert seen(deployment(spec)).usable.sizes == (1,)


def test_nodes_that_are_not_chosen_count_as_empty_where_that_is_asked_for() -> None:
    pinned = f"nodeSelector: {{{ZONE}: x}}, "
    assert seen(deployment(pinned + spread(ZONE))).placements(2).complete
    ignored = deployment(pinned + spread(ZONE, "nodeAffinityPolicy: Ignore"))
    assert not seen(ignored).placements(2).complete


@pytest.mark.parametrize(
    ("more", "replicas", "complete"),
    [
        ("", 2, True),
        ("", 3, False),
        ("nodeTaintsPolicy: Honor", 3, True),
        ("nodeTaintsPolicy: Honor, minDomains: 3", 3, False),
        ("minDomains: 3", 2, True),
    ],
)
def test_a_lost_node_counts_as_empty_unless_taints_are_honoured(
    more: str, replicas: int, *, complete: bool
) -> None:
    """As tried on three nodes: docs/decisions/0010-tainted-nodes-do-not-count.md."""
    found = seen(deployment(spread(HOST, more)), zones=3, nodes=3)
    assert found.placements_without_a_node(replicas).complete == complete


def test_a_zone_with_a_node_left_is_not_lost() -> None:
    found = seen(deployment(spread(ZONE)), zones=2, nodes=4)
    assert found.placements_without_a_node(3).complete


def test_with_its_only_node_a_zone_is_lost() -> None:
    found = seen(deployment(spread(ZONE)), zones=2, nodes=3)
    assert not found.placements_without_a_node(3).complete
    honoured = seen(deployment(spread(ZONE, "nodeTaintsPolicy: Honor")), zones=2, nodes=3)
    assert honoured.placements_without_a_node(3).complete


@pytest.mark.parametrize(
    ("kind", "key", "stops"),
    [
        ("Deployment", "pod-template-hash", False),
        ("Deployment", "controller-revision-hash", True),
        ("StatefulSet", "controller-revision-hash", False),
    ],
)
def test_each_kind_tells_revisions_apart_by_a_label_of_its_own(kind: str, key: str, *, stops: bool) -> None:
    apart = deployment(affinity("podAntiAffinity", HOST, f"matchLabelKeys: [{key}]"), kind=kind)
    found = seen(apart, zones=1, nodes=2).deadlock(2, RollingUpdate(0, 1))
    assert (found is not None) == stops


def test_places_nobody_counts_are_named() -> None:
    assert seen(deployment(spread("rack"))).unmeasured == ("how many places rack makes of the nodes",)


def test_missing_facts_are_named() -> None:
    assert seen(deployment(""), zones=None, nodes=None).missing == (
        "cluster.zones of ha.yaml",
        "cluster.nodes of ha.yaml",
    )


@pytest.mark.parametrize("ask", ["placements", "placements_without_a_node"])
def test_without_facts_nothing_is_told(ask: str) -> None:
    with pytest.raises(UnsettledError) as caught:
        getattr(seen(deployment(""), nodes=None), ask)(2)
    assert caught.value.facts == ("cluster.nodes of ha.yaml",)


def test_what_is_too_much_to_look_at_is_told() -> None:
    loose = spread(HOST).replace("maxSkew: 1", "maxSkew: 9")
    with pytest.raises(UnsettledError, match="all the ways to place 60 replicas: there are more than 4000"):
        seen(deployment(loose), nodes=60).placements(60)


def test_pods_with_the_same_anti_affinity_need_a_place_each() -> None:
    apart = affinity("podAntiAffinity", HOST)
    found = seen(deployment(apart), deployment(apart, name="b"), deployment("", name="c"), nodes=3)
    assert found.crowded(1) is None
    assert found.crowded(2) == found.constraints[0]
    by_revision = affinity("podAntiAffinity", HOST, "matchLabelKeys: [pod-template-hash]")
    assert seen(deployment(by_revision), deployment(by_revision, name="b"), nodes=3).crowded(2) is None
