"""A pod needs an object that is applied only after it.

Why: A hook that runs first, or a workload of an early wave, does not start without the ConfigMap, Secret,
    ServiceAccount or claim it names; and what comes later is not applied before it is healthy. The first
    sync of a new cluster never ends. In a cluster that has the object from before nothing shows.
Fix: Give the object the hook or the wave of the pod, or an earlier one.
See: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
    https://helm.sh/docs/topics/charts_hooks/
"""

from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.references import references
from airkust.model.rendering import Rendering
from airkust.model.sync_order import HELM_HOOK, HOOK, WAVE, step
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

ORDERING = frozenset({HELM_HOOK, HOOK, WAVE})


def check(rendering: Rendering) -> Iterator[Verdict]:
    if not any(ORDERING & set(resource.annotations) for resource in rendering):
        yield Skip("no annotation says in which order anything is applied")
        return
    for workload in rendering.workloads:
        yield from _judge(rendering, workload)


def _judge(rendering: Rendering, workload: Workload) -> Iterator[Verdict]:
    own = step(workload.resource)
    for reference in references(workload) if own else ():
        needed = rendering.get(reference.kind, reference.name, workload.namespace)
        at = step(needed) if needed and not reference.optional else None
        if needed is None or own is None or at is None or not at.after(own):
            continue
        if own.by_helm and "pre-install" not in workload.resource.annotations[HELM_HOOK]:
            yield Unknown(f"who runs the hook {workload}: with Helm {needed.id} is there from before")
        else:
            yield Violation(
                workload.id,
                f"is applied in {own} and needs {needed.id}, which is applied in {at}",
                reference.field,
                related=(needed.id,),
            )


RULE = Rule(name="late-dependency", severity=Severity.ERROR, profile=Profile.CORE, check=check)
