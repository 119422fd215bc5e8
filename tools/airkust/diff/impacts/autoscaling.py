"""What does an apply do to the size of a workload that an autoscaler keeps?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from airkust.diff.applier import applier, is_client_side
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.diff.live import Live
from airkust.diff.managers import is_autoscaler
from airkust.diff.owners import Owners
from airkust.diff.state import State
from airkust.model import tree
from airkust.model.finding import Severity
from airkust.model.index import same_namespace
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.workload import REPLICATED

SCALERS = ("HorizontalPodAutoscaler", "ScaledObject")


@dataclass(frozen=True, slots=True)
class _Scaler:
    """An autoscaler, as it would be or as it runs."""

    id: ResourceId
    body: Mapping[str, Any] = field(repr=False)

    def scales(self, workload: ResourceId) -> bool:
        target = tree.mapping(self.body, "spec", "scaleTargetRef")
        return (
            tree.text(target, "name") == workload.name
            and (tree.text(target, "kind") or "Deployment") == workload.kind
            and same_namespace(self.id.namespace, workload.namespace)
        )


def autoscaling_impacts(
    after: Rendering, states: Sequence[State], others: Sequence[Live] = ()
) -> Iterator[Impact]:
    """What happens to the sizes of workloads, and which autoscalers can go no further.

    Args:
        after: What would be, of everything rendered.
        states: The rendered objects beside the cluster.
        others: Live objects that are not rendered: an autoscaler may be among them.
    """
    scalers = [_Scaler(each.id, each.body) for each in after.of_kind(*SCALERS)]
    rendered = {each.id for each in scalers}
    scalers += [
        _Scaler(each.id, each.body) for each in others if each.id.kind in SCALERS and each.id not in rendered
    ]
    for state in states:
        if state.id.kind in REPLICATED and state.live is not None:
            scaler = next((each for each in scalers if each.scales(state.id)), None)
            yield from _size(after, state, state.live, scaler)
    live = [state.live for state in states if state.live is not None]
    for each in (*live, *others):
        if each.id.kind == "HorizontalPodAutoscaler":
            yield from _at_its_limit(each)


def _size(after: Rendering, state: State, live: Live, scaler: _Scaler | None) -> Iterator[Impact]:
    wanted, now = (_replicas(body) for body in (state.desired, live.body))
    if scaler and wanted is not None:
        at_once = "" if now in {None, wanted} else f": {now} pods become {wanted} at once"
        yield Impact(
            ImpactKind.AUTOSCALER,
            state.id,
            f"spec.replicas is {wanted} in the manifest, and {scaler.id} sets it as well: "
            f"the two fight{at_once}",
            severity=Severity.WARNING,
            because=(scaler.id,),
            fix="leave spec.replicas out of the manifest, once the autoscaler owns the field",
        )
    predicted = after.by_id.get(state.id)
    then = _replicas(predicted.body) if predicted else None
    resets = then in {None, 1} and now is not None and now > 1
    if wanted is None and resets and _gives_up(live):
        yield Impact(
            ImpactKind.AUTOSCALER,
            state.id,
            f"the manifest no longer sets spec.replicas, and "
            f"{f'{scaler.id} does not own it yet' if scaler else 'nobody else owns it'}: {now} pods become 1",
            Gate.HA,
            Severity.ERROR,
            because=(scaler.id,) if scaler else (),
            fix=(
                f"let the autoscaler scale first, or keep spec.replicas: {now} in the manifest"
                if scaler
                else f"keep spec.replicas: {now} in the manifest"
            ),
        )


def _gives_up(live: Live) -> bool:
    """Whether the applier set the number before, and nobody else owns it."""
    if is_client_side(live) and live.last_applied is not None:
        return tree.at(live.last_applied, "spec", "replicas") is not None
    owners = Owners(live.managed_fields).of(("spec", "replicas"))
    ours = applier(live, None)
    return any(owner.manager == ours for owner in owners) and not any(map(is_autoscaler, owners))


def _at_its_limit(scaler: Live) -> Iterator[Impact]:
    most = tree.at(scaler.body, "spec", "maxReplicas")
    now = tree.at(scaler.body, "status", "currentReplicas")
    least = tree.at(scaler.body, "spec", "minReplicas") or 1
    if isinstance(most, int) and isinstance(now, int) and isinstance(least, int) and now >= most > least:
        yield Impact(
            ImpactKind.AUTOSCALER,
            scaler.id,
            f"it runs {now} pods, and may run no more: spec.maxReplicas is {most}",
            fix="raise spec.maxReplicas if work is waiting",
        )


def _replicas(body: object) -> int | None:
    found = tree.at(body, "spec", "replicas")
    return found if isinstance(found, int) and not isinstance(found, bool) else None
