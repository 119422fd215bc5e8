"""How does Kubernetes itself judge: which labels a selector matches, how budgets and surges round?

Sources, in kubernetes/kubernetes: apimachinery `pkg/apis/meta/v1/helpers.go` (selectors),
`pkg/util/intstr/intstr.go` (percentages), `pkg/controller/disruption/disruption.go` (budgets),
`pkg/controller/deployment/util/deployment_util.go` ResolveFenceposts (rollouts).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from airkust.model import tree

PERCENT = re.compile(r"([0-9]+)%")


def selects(selector: object, labels: Mapping[str, str]) -> bool:
    """Whether a LabelSelector matches. An absent one matches nothing, an empty one everything.

    Args:
        selector: `matchLabels` and `matchExpressions`, as in a Deployment or a PodDisruptionBudget.
        labels: Those of the pod.
    """
    if not isinstance(selector, Mapping):
        return False
    wanted = tree.mapping(selector, "matchLabels")
    expressions = tree.sequence(selector, "matchExpressions")
    return all(labels.get(key) == value for key, value in wanted.items()) and all(
        _expression_holds(expression, labels) for expression in expressions
    )


def _expression_holds(expression: object, labels: Mapping[str, str]) -> bool:
    key, values = tree.text(expression, "key"), tree.sequence(expression, "values")
    match tree.text(expression, "operator"):
        case "In":
            return key in labels and labels[key] in values
        case "NotIn":
            return labels.get(key) not in values  # a pod without the key matches, too
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
        case _:
            return False  # the API server refuses it, so nothing can match


def selects_by_equality(selector: object, labels: Mapping[str, str]) -> bool:
    """Whether the selector of a Service matches. Absent or empty, it matches nothing.

    Args:
        selector: A plain mapping.
        labels: Those of the pod.
    """
    if not isinstance(selector, Mapping) or not selector:
        return False
    return all(labels.get(key) == value for key, value in selector.items())


def scaled(value: object, total: int, *, round_up: bool) -> int | None:
    """An integer or a percentage of a total, as `intstr` computes it; None where it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    percent = PERCENT.fullmatch(value) if isinstance(value, str) else None
    if percent is None:
        return None
    product = int(percent.group(1)) * total
    return -(-product // 100) if round_up else product // 100


def allowed_disruptions(budget: Mapping[str, object], pods: int) -> int | None:
    """How many of a workload's healthy pods a PodDisruptionBudget lets a drain evict at once.

    Percentages round up, both for minAvailable and for maxUnavailable. A budget that states
    neither allows none.

    Args:
        budget: The `spec` of the PodDisruptionBudget.
        pods: Pods it matches, all of them ready and wanted by their controllers.

    Returns:
        None where the budget's number is no number.
    """
    if budget.get("maxUnavailable") is not None:
        allowed = scaled(budget["maxUnavailable"], pods, round_up=True)
        return None if allowed is None else max(0, min(allowed, pods))
    if budget.get("minAvailable") is not None:
        wanted = scaled(budget["minAvailable"], pods, round_up=True)
        return None if wanted is None else max(0, pods - max(wanted, 0))
    return 0


@dataclass(frozen=True, slots=True)
class RollingUpdate:
    """How a Deployment replaces its pods, in pods."""

    max_unavailable: int
    max_surge: int


def rolling_update(deployment: Mapping[str, object], replicas: int) -> RollingUpdate | None:
    """What a Deployment's strategy comes to: maxUnavailable rounds down, maxSurge up, both default to 25 %.

    Where both come to zero Kubernetes takes one pod down at a time.

    Args:
        deployment: The body of the Deployment.
        replicas: Pods it keeps.

    Returns:
        None for `Recreate`, and where a number is no number.
    """
    strategy = tree.mapping(deployment, "spec", "strategy")
    if strategy.get("type", "RollingUpdate") != "RollingUpdate":
        return None
    numbers = tree.mapping(strategy, "rollingUpdate")
    surge = scaled(_or_quarter(numbers.get("maxSurge")), replicas, round_up=True)
    unavailable = scaled(_or_quarter(numbers.get("maxUnavailable")), replicas, round_up=False)
    if surge is None or unavailable is None:
        return None
    if surge == 0 and unavailable == 0:
        unavailable = 1
    return RollingUpdate(min(unavailable, replicas), surge)


def _or_quarter(value: object) -> object:
    return "25%" if value is None else value
