"""Is what a fault is said to cost what the manifests and facts say, and no more?"""

import re
from dataclasses import replace

import pytest
from tests.model.manifests import rendering

from airkust.model.facts import Cluster, Database, Facts, Logs, Tasks
from airkust.model.rendering import Rendering
from airkust.report.html.fault import Cost, Fault
from airkust.report.html.faults import faults
from airkust.report.html.members import Members
from airkust.report.html.places import places

TEMPLATE = """\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}}}
spec:
  replicas: {replicas}
  {more}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      {spec}
      containers: [{{name: c, image: "{image}", args: [{args}], {container}}}]
"""
POD, NODE, ZONE = "One pod is lost", "One node is lost", "One zone is lost"
DRAIN, ROLLOUT = "A node is drained", "A new revision is rolled out"
AWAY, POOLER, DATABASE = (
    "The execution API does not answer",
    "A connection pooler is lost",
    "The database fails over",
)
STATED = Facts(
    cluster=Cluster(zones=2, nodes=2, node_provision_seconds=240),
    database=Database(failover_seconds=60, zones=2),
    tasks=Tasks(longest_seconds=3600, deferred_peak=1500),
    logs=Logs(zones=3),
)
APART = (
    "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: "
    "kubernetes.io/hostname, labelSelector: {matchLabels: {app: s}}}]}}"
)


def deployment(name: str = "s", args: str = "scheduler", replicas: int = 2, **parts: str) -> str:
    given = {"more": "", "spec": "", "container": "env: []", "image": "apache/airflow:3.3.2", **parts}
    return TEMPLATE.format(name=name, args=args, replicas=replicas, **given)


def budget(number: str) -> str:
    return (
        "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: "
        f"{{{number}, selector: {{matchLabels: {{app: s}}}}}}}}"
    )


def said(made: Rendering) -> dict[str, Fault]:
    members = Members(made)
    return {fault.title: fault for fault in faults(members, places(made, members))}


def of(*documents: str, facts: Facts = STATED) -> dict[str, Fault]:
    return said(replace(rendering(*documents), facts=facts))


def test_what_is_not_airflow_has_no_faults() -> None:
    assert of(deployment(args="sleep", image="nginx:1")) == {}


def test_one_of_two_pods_leaves_one() -> None:
    fault = of(deployment())[POD]
    assert (fault.cost, fault.rows[0].numbers) == (Cost.GOES_ON, ("2", "1"))
    assert "30 s old, which they look for every 300 s" in fault.rows[0].sentence


def test_the_only_pod_stops_its_work() -> None:
    fault = of(deployment(replicas=1))[POD]
    assert (fault.cost, fault.summary) == (Cost.STOPS, "Without its pod, nothing is left of s.")


@pytest.mark.parametrize(("spec", "left"), [("", "0"), (APART, "1")], ids=["together", "apart"])
def test_a_lost_node_takes_what_may_stand_there(spec: str, left: str) -> None:
    assert of(deployment(spec=spec))[NODE].rows[0].numbers == ("2", left)


@pytest.mark.parametrize("title", [NODE, ZONE])
def test_without_facts_the_place_of_pods_is_unknown(title: str) -> None:
    fault = of(deployment(), facts=Facts())[title]
    assert fault.cost is Cost.UNKNOWN
    assert "unknown: needs cluster.zones of ha.yaml and cluster.nodes of ha.yaml" in fault.summary


def test_without_facts_the_only_pod_is_still_lost() -> None:
    assert of(deployment(replicas=1), facts=Facts())[NODE].cost is Cost.STOPS


def test_one_zone_is_everything() -> None:
    facts = Facts(cluster=Cluster(zones=1, nodes=3))
    assert of(deployment(spec=APART), facts=facts)[ZONE].cost is Cost.STOPS


def test_pods_of_a_silent_node_wait_as_long_as_they_tolerate_it() -> None:
    tolerations = ", ".join(
        f"{{key: node.kubernetes.io/{taint}, operator: Exists, effect: NoExecute, tolerationSeconds: 30}}"
        for taint in ("not-ready", "unreachable")
    )
    short = of(deployment(spec=f"tolerations: [{tolerations}]"))[NODE].points
    assert any("wait 30 s (tolerationSeconds)" in point for point in short)
    assert any("wait 300 s (tolerationSeconds)" in point for point in of(deployment())[NODE].points)


def test_pods_that_tolerate_everything_are_never_made_anew() -> None:
    points = of(deployment(spec="tolerations: [{operator: Exists}]"))[NODE].points
    assert any("tolerate a silent node for ever" in point for point in points)


@pytest.mark.parametrize(
    ("limit", "cost", "allowed"),
    [
        ("maxUnavailable: 1", Cost.GOES_ON, "1"),
        ("maxUnavailable: 0", Cost.STOPS, "0"),
        ("minAvailable: 0", Cost.STOPS, "2"),
        ("maxUnavailable: x", Cost.UNKNOWN, "unknown"),
    ],
)
def test_a_budget_decides_how_many_a_drain_takes(limit: str, cost: Cost, allowed: str) -> None:
    fault = of(deployment(), budget(limit))[DRAIN]
    assert (fault.cost, fault.rows[0].numbers) == (cost, ("2", allowed, "30 s"))


def test_without_a_budget_a_drain_takes_all() -> None:
    assert of(deployment())[DRAIN].rows[0].numbers[1] == "all"


@pytest.mark.parametrize(
    ("more", "cost", "numbers"),
    [
        ("", Cost.GOES_ON, ("2", "0", "1")),
        ("strategy: {type: Recreate}", Cost.STOPS, ("2", "2", "0")),
        ("strategy: {rollingUpdate: {maxUnavailable: 100%}}", Cost.STOPS, ("2", "2", "1")),
    ],
)
def test_the_strategy_decides_what_a_rollout_leaves(more: str, cost: Cost, numbers: tuple[str, ...]) -> None:
    fault = of(deployment(more=more))[ROLLOUT]
    assert (fault.cost, fault.rows[0].numbers) == (cost, numbers)


def test_a_rollout_that_finds_no_third_node_stands_still() -> None:
    fault = of(deployment(spec=APART, more="strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}"))[
        ROLLOUT
    ]
    assert (fault.cost, fault.summary) == (
        Cost.PAUSES,
        "That of s may stand still: no node may take the next new pod.",
    )


def worker(*settings: tuple[str, str]) -> str:
    env = ", ".join(f"{{name: AIRFLOW__WORKERS__{name}, value: '{value}'}}" for name, value in settings)
    return deployment("w", "celery, worker", container=f"env: [{env}]")


def test_a_request_of_a_task_bears_its_retries() -> None:
    fault = of(worker())[AWAY]
    assert fault.summary == "A task's request is sent 5 times: it bears 4 to 15 s without an answer."


def test_more_retries_bear_more() -> None:
    fault = of(worker(("EXECUTION_API_RETRIES", "100"), ("EXECUTION_API_RETRY_WAIT_MAX", "8")))[AWAY]
    assert fault.summary == "A task's request is sent 100 times: it bears 99 to 775 s without an answer."


def test_retries_that_cannot_be_read_are_unknown() -> None:
    assert of(worker(("EXECUTION_API_RETRIES", "many")))[AWAY].cost is Cost.UNKNOWN


def test_a_second_pooler_goes_on() -> None:
    pooler = deployment("p", "x", image="pgbouncer:1")
    assert of(deployment(), pooler)[POOLER].cost is Cost.GOES_ON
    assert of(deployment(), pooler.replace("replicas: 2", "replicas: 1"))[POOLER].cost is Cost.STOPS
    assert POOLER not in of(deployment())


@pytest.mark.parametrize(("period", "said_of_it"), [(20, "outlasts the 60 s"), (10, "within the 60 s")])
def test_liveness_is_held_against_the_failover(period: int, said_of_it: str) -> None:
    probe = f"livenessProbe: {{exec: {{command: [x]}}, periodSeconds: {period}, failureThreshold: 4}}"
    [row] = of(deployment(container=probe))[DATABASE].rows
    assert row.numbers == (f"{period * 3} s",)
    assert said_of_it in row.sentence


def test_the_failover_is_unknown_without_its_fact() -> None:
    fault = of(deployment(), facts=Facts())[DATABASE]
    assert (fault.cost, fault.summary) == (
        Cost.UNKNOWN,
        "How long it is away is unknown: needs database.failoverSeconds of ha.yaml.",
    )


@pytest.mark.parametrize(("replicas", "fits"), [(2, "too few for the 1500"), (3, "enough for the 1500")])
def test_triggerers_that_are_left_hold_the_peak_or_not(replicas: int, fits: str) -> None:
    assert fits in of(deployment("t", "triggerer", replicas))[POD].rows[0].sentence


def test_airflow_2_has_no_execution_api() -> None:
    assert AWAY not in of(deployment("w", "webserver"), deployment())


def test_no_number_is_invented() -> None:
    """Without facts, every number stands in the manifests or is a default of Kubernetes or Airflow."""
    made = of(deployment(), worker(), facts=Facts())
    text = " ".join(part for fault in made.values() for part in (fault.summary, *fault.points))
    known = {"300", "0", "30", "5", "4", "15", "3", "1"}  # tolerations, retries, grace, pauses, heartbeats
    assert set(re.findall(r"\b[0-9]+\b", text)) <= known | {"12", "1000"}


def test_a_database_among_the_pods_is_lost_like_them() -> None:
    fault = of(deployment(), deployment("db", "x", 1, image="postgres:17"))[POD]
    assert (fault.cost, fault.summary) == (Cost.STOPS, "Without its pod, nothing is left of db.")


@pytest.mark.parametrize(
    ("probe", "asks"),
    [
        ("tcpSocket: {port: 1}", False),
        ("httpGet: {path: /air/execution/health}", False),
        ("httpGet: {path: /health}", True),
        ("exec: {command: [x]}", True),
    ],
)
def test_a_probe_that_does_not_ask_the_database_does_not_care(probe: str, asks: bool) -> None:  # noqa: FBT001
    [row] = of(deployment(container=f"livenessProbe: {{{probe}}}"))[DATABASE].rows
    assert (row.sentence == "Its liveness probe does not ask the database.") is not asks
