"""How long does it take to replace the pods of a workload, at least and at most?

    once ready         = startup and readiness delay, at least;
                         until the startup probe gives up and the readiness probe asks next, at most
    a step             = once ready + minReadySeconds (+ 0 to terminationGracePeriodSeconds, where a pod ends
                         before its successor starts)
    the whole          = steps x a step (+ the grace of the last old pod, where the new one comes first)

Not in it, as no manifest tells: finding a node, pulling the image, init containers, and a program that
becomes ready later than its probes allow. An estimate, not a promise.
"""

from dataclasses import dataclass

from airkust.model import semantics, tree
from airkust.model.grace import grace_seconds
from airkust.model.probes import probe_of
from airkust.model.workload import Workload

Seconds = tuple[float, float]
"""At least and at most."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """How the pods of a workload are replaced.

    Attributes:
        pods: That are replaced; None where the manifests do not tell.
        at_once: How many at a time.
        first_ends: A pod ends before its successor starts.
        outage: For a moment no pod may be ready.
        seconds: The estimate; None where `pods` is.
    """

    pods: int | None
    at_once: int
    first_ends: bool
    outage: bool
    seconds: Seconds | None


def replacement(workload: Workload, pods: int | None) -> Replacement | None:
    """How a changed template reaches the pods of a workload by itself.

    Args:
        workload: As it would be.
        pods: That run; for a StatefulSet also those that its partition keeps.

    Returns:
        None where it does not: the kind makes no new pods, or its strategy waits for somebody.
    """
    match workload.kind:
        case "Deployment":
            return _of_deployment(workload, pods)
        case "StatefulSet":
            return _of_stateful_set(workload, pods)
        case "DaemonSet":
            return _of_daemon_set(workload, pods)
    return None


def until_ready(workload: Workload) -> Seconds:
    """From the start of a pod's containers until it is ready, as far as its probes tell."""
    spans = []
    for container in workload.all_containers:
        if not container.long_lived:
            continue
        startup, ready = probe_of(container, "startupProbe"), probe_of(container, "readinessProbe")
        delay = max(startup.initial_delay if startup else 0, ready.initial_delay if ready else 0)
        latest = max(startup.startup_allowance if startup else 0, delay)
        spans.append((delay, latest + (ready.period if ready else 0)))
    return max((low for low, _ in spans), default=0), max((high for _, high in spans), default=0)


def number(value: object, default: int) -> int:
    """A whole number that is not negative, or the default."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default


def _of_deployment(workload: Workload, pods: int | None) -> Replacement | None:
    body = workload.resource.body
    if tree.at(body, "spec", "paused") is True or pods is None:
        return None
    if tree.text(body, "spec", "strategy", "type") == "Recreate":
        return _estimate(workload, pods, pods, first_ends=True, outage=pods > 0)
    rolling = semantics.rolling_update(body, pods)
    if rolling is None:
        return None
    at_once = max(1, rolling.max_surge + rolling.max_unavailable)
    outage = pods > 0 and rolling.max_unavailable >= pods
    return _estimate(workload, pods, at_once, first_ends=rolling.max_surge == 0, outage=outage)


def _of_stateful_set(workload: Workload, pods: int | None) -> Replacement | None:
    strategy = tree.mapping(workload.resource.body, "spec", "updateStrategy")
    if strategy.get("type", "RollingUpdate") != "RollingUpdate" or pods is None:
        return None
    most = semantics.scaled(tree.at(strategy, "rollingUpdate", "maxUnavailable"), pods, round_up=True)
    kept = min(number(tree.at(strategy, "rollingUpdate", "partition"), 0), pods)
    at_once = max(1, number(most, 1))
    outage = pods > kept and at_once >= pods
    return _estimate(workload, pods - kept, at_once, first_ends=True, outage=outage)


def _of_daemon_set(workload: Workload, pods: int | None) -> Replacement | None:
    strategy = tree.mapping(workload.resource.body, "spec", "updateStrategy")
    if strategy.get("type", "RollingUpdate") != "RollingUpdate":
        return None
    nodes = pods or 0
    surge = semantics.scaled(tree.at(strategy, "rollingUpdate", "maxSurge"), nodes, round_up=True) or 0
    gone = semantics.scaled(tree.at(strategy, "rollingUpdate", "maxUnavailable"), nodes, round_up=True)
    at_once = max(1, surge or number(gone, 1))
    return _estimate(workload, pods, at_once, first_ends=surge == 0, outage=False)  # each node has its own


def _estimate(
    workload: Workload, pods: int | None, at_once: int, *, first_ends: bool, outage: bool
) -> Replacement:
    if pods is None:
        return Replacement(None, at_once, first_ends, outage, None)
    low, high = until_ready(workload)
    pause = number(tree.at(workload.resource.body, "spec", "minReadySeconds"), 0)
    grace = grace_seconds(workload) if pods else 0
    steps = -(-pods // max(at_once, 1))
    at_most = steps * (high + pause + grace) if first_ends else steps * (high + pause) + grace
    return Replacement(pods, max(at_once, 1), first_ends, outage, (steps * (low + pause), at_most))
