"""How much of a resource does one pod ask for, as quota and scheduler count it?

Source: `PodRequests` and `PodLimits` in kubernetes/kubernetes `component-helpers/resource/helpers.go`. What a
LimitRange would add is left out.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from airkust.model import tree
from airkust.model.quantity import quantity

NOTHING = Fraction(0)


def pod_amount(spec: Mapping[str, Any], part: str, resource: str) -> Fraction:
    """What a pod's containers come to.

    Main containers and sidecars run at once, init containers one after the other before them, each beside the
    sidecars that stand before it.

    Args:
        spec: The spec of the pod.
        part: `requests` or `limits`. A container that states a limit alone requests as much.
        resource: cpu, memory or ephemeral-storage.
    """
    whole = _stated(spec, part, resource)
    if whole is not None:
        return whole + _overhead(spec, resource)
    beside = most = NOTHING
    for container in tree.sequence(spec, "initContainers"):
        amount = _stated(container, part, resource) or NOTHING
        if tree.text(container, "restartPolicy") == "Always":
            beside += amount
            most = max(most, beside)
        else:
            most = max(most, beside + amount)
    running = _sum(_stated(each, part, resource) for each in tree.sequence(spec, "containers"))
    return max(most, beside + running) + _overhead(spec, resource)


def _stated(container: object, part: str, resource: str) -> Fraction | None:
    stated = quantity(tree.at(container, "resources", part, resource))
    if stated is None and part == "requests":
        stated = quantity(tree.at(container, "resources", "limits", resource))
    return None if stated is None else max(stated, NOTHING)


def _overhead(spec: Mapping[str, Any], resource: str) -> Fraction:
    return quantity(tree.at(spec, "overhead", resource)) or NOTHING


def _sum(amounts: Iterable[Fraction | None]) -> Fraction:
    return sum((amount or NOTHING for amount in amounts), NOTHING)
