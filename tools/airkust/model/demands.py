"""What does a container ask of its node, once the defaults of Kubernetes are filled in?

Source: kubernetes/kubernetes `pkg/apis/core/v1/defaults.go` (a limit is a request, too; what a LimitRange
leaves out) and `plugin/pkg/admission/limitranger/admission.go`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from airkust.model import tree
from airkust.model.index import ResourceIndex
from airkust.model.resource import Resource
from airkust.model.workload import Container


@dataclass(frozen=True, slots=True)
class Demands:
    """Requests and limits by resource (cpu, memory, ephemeral-storage), as written."""

    requests: Mapping[str, Any]
    limits: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class LimitRangeItem:
    """One entry of a LimitRange.

    Attributes:
        holder: The LimitRange.
        number: Its place in `spec.limits`.
        body: As written.
    """

    holder: Resource
    number: int
    body: Mapping[str, Any]

    @property
    def type(self) -> str:
        return tree.text(self.body, "type")

    def bounds(self, name: str) -> Mapping[str, Any]:
        """`min`, `max` or `maxLimitRequestRatio`, by resource."""
        return tree.mapping(self.body, name)

    @property
    def default(self) -> Mapping[str, Any]:
        """Limits of containers that state none."""
        return {**self.bounds("max"), **self.bounds("default")}

    @property
    def default_request(self) -> Mapping[str, Any]:
        """Requests of containers that state none."""
        return {**self.bounds("min"), **self.default, **self.bounds("defaultRequest")}


def limit_ranges(index: ResourceIndex, namespace: str) -> Iterator[LimitRangeItem]:
    """Every entry of the rendered LimitRanges that hold in a namespace ("" meets any)."""
    for holder in index.of_kind_near(namespace, "LimitRange"):
        for number, body in enumerate(tree.sequence(holder.body, "spec", "limits")):
            yield LimitRangeItem(holder, number, tree.mapping(body))


def demands(index: ResourceIndex, namespace: str, container: Container) -> Demands:
    """What a container asks for in a namespace."""
    limits = dict(tree.mapping(container.body, "resources", "limits"))
    requests = {**limits, **tree.mapping(container.body, "resources", "requests")}
    for item in limit_ranges(index, namespace):
        if item.type == "Container":
            limits = {**item.default, **limits}
            requests = {**item.default_request, **requests}
    return Demands(requests, limits)
