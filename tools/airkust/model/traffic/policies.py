"""Which workload does a NetworkPolicy let call which other?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from airkust.model import semantics, tree
from airkust.model.index import same_namespace
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId
from airkust.model.traffic.cast import Cast
from airkust.model.traffic.parties import Evidence, Link, PartyKind
from airkust.model.workload import Workload


@dataclass(frozen=True, eq=False)
class Policies:
    """The NetworkPolicies of a rendering that say something about outgoing calls."""

    rendering: Rendering

    @cached_property
    def _of_egress(self) -> tuple[Resource, ...]:
        return tuple(
            policy
            for policy in self.rendering.of_kind("NetworkPolicy")
            if "Egress" in tree.texts(policy.body, "spec", "policyTypes")
            or tree.at(policy.body, "spec", "egress")
        )

    def confine(self, workload: Workload) -> bool:
        """Whether some policy limits what the workload may call."""
        return any(_selects(policy, workload) for policy in self._of_egress)

    def lets(self, source: Workload, target: Workload | None) -> ResourceId | None:
        """The policy that names the target's pods as what the source may call; None if there is none."""
        return next(
            (policy.id for policy in self._of_egress if target and _allows(policy, source, target)), None
        )

    def __bool__(self) -> bool:
        return bool(self._of_egress)


def allowed(cast: Cast, policies: Policies) -> Iterator[Link]:
    """A link for each pair of callers that a policy names: nobody writes one for those who never talk."""
    for caller in cast.callers if policies else ():
        for workload, party in cast.of_workload.items():
            if workload is caller.workload or party.kind is PartyKind.POOLER:
                continue
            if reason := policies.lets(caller.workload, workload):
                said = Evidence(f"{reason} lets it", reason)
                yield Link(caller.party, party, "allowed by policy", (said,))


def _allows(policy: Resource, source: Workload, target: Workload) -> bool:
    return _selects(policy, source) and any(
        _means(peer, target, policy.namespace)
        for rule in tree.sequence(policy.body, "spec", "egress")
        for peer in tree.sequence(rule, "to")
    )


def _selects(policy: Resource, workload: Workload) -> bool:
    selector = tree.at(policy.body, "spec", "podSelector")
    there = same_namespace(policy.namespace, workload.namespace)
    return there and semantics.selects(selector, workload.pod_labels)


def _means(peer: object, target: Workload, namespace: str) -> bool:
    """Whether a peer names these pods; a selector of everything names nobody."""
    selector: Mapping[str, Any] = tree.mapping(peer, "podSelector")
    if not selector or tree.at(peer, "namespaceSelector") is not None:
        return False
    return same_namespace(namespace, target.namespace) and semantics.selects(selector, target.pod_labels)
