"""Which nodes do a pod's nodeSelector and required node affinity leave?"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from airkust.model import tree
from airkust.model.workload import Workload

REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a node label that are left.

    Attributes:
        names: Some values.
        but: All values are left but these.
    """

    names: frozenset[str]
    but: bool = False

    def __and__(self, other: "Values") -> "Values":
        match self.but, other.but:
            case True, True:
                return Values(self.names | other.names, but=True)
            case True, False:
                return Values(other.names - self.names)
            case False, True:
                return Values(self.names - other.names)
            case _:
                return Values(self.names & other.names)

    def __or__(self, other: "Values") -> "Values":
        return ~(~self & ~other)

    def __invert__(self) -> "Values":
        return Values(self.names, but=not self.but)

    def of(self, total: int) -> int:
        """How many are left of a number of values, each name being one of them."""
        return max(total - len(self.names), 0) if self.but else min(total, len(self.names))


ANY = Values(frozenset(), but=True)
NONE = Values(frozenset())


def values_left(workload: Workload, *labels: str) -> Values:
    """The values of a node label on the nodes a workload's pods may use.

    Args:
        workload: Whose nodeSelector and required node affinity are read.
        labels: The label; several where it has had several names.
    """
    selector = tree.mapping(workload.pod_spec, "nodeSelector")
    picked = [Values(frozenset({value})) for label in labels if isinstance(value := selector.get(label), str)]
    affinity = tree.mapping(workload.pod_spec, "affinity", "nodeAffinity", REQUIRED)
    return reduce(and_, picked, ANY) & of_terms(affinity.get("nodeSelectorTerms"), *labels)


def of_terms(terms: object, *labels: str) -> Values:
    """The same of the nodeSelectorTerms of a pod or a PersistentVolume: any of them suffices.

    Terms that ask for nothing match no node, as Kubernetes has it; without any term every node is left.
    """
    if not isinstance(terms, list) or not terms:
        return ANY
    return reduce(or_, (_of_term(term, labels) for term in terms), NONE)


def labels_asked(workload: Workload) -> Iterable[str]:
    """The node labels that decide where the pods may stand."""
    yield from tree.labels(workload.pod_spec, "nodeSelector")
    affinity = ("affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms")
    for term in tree.sequence(workload.pod_spec, *affinity):
        for expression in tree.sequence(term, "matchExpressions"):
            yield tree.text(expression, "key")


def _of_term(term: object, labels: tuple[str, ...]) -> Values:
    expressions = tree.sequence(term, "matchExpressions")
    fields = tree.sequence(term, "matchFields")
    if not expressions and not fields:
        return NONE
    asked = [each for each in expressions if tree.text(each, "key") in labels]
    if "kubernetes.io/hostname" in labels:  # the one field there is, and the label mostly says the same
        asked += [each for each in fields if tree.text(each, "key") == "metadata.name"]
    return reduce(and_, map(_of_expression, asked), ANY)


def _of_expression(expression: Any) -> Values:  # noqa: ANN401 -- whatever the manifest holds
    names = frozenset(tree.texts(expression, "values"))
    match tree.text(expression, "operator"):
        case "In":
            return Values(names)
        case "NotIn":
            return Values(names, but=True)
        case "DoesNotExist":
            return NONE
        case _:  # Exists; Gt and Lt compare numbers, which names of zones and nodes are not
            return ANY
