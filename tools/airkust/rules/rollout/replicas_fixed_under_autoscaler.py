"""A workload states its own number of replicas although an autoscaler decides it.

Why: Whoever applies the manifest, a person or a GitOps controller, sets the number back, and the autoscaler
    needs minutes to notice. Under load a sync so takes away most api-servers, and running tasks give up when
    none answers in time.
Fix: Leave `spec.replicas` out; `minReplicas` of the autoscaler holds the lower bound. In our overlays
    `components/autoscaling` does so, and an entry under `replicas:` brings it back.
See: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

FIELD = "spec.replicas"


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for workload in rendering.workloads:
        size = rendering.replicas(workload)
        if size is None:
            continue
        judged = True
        fixed = tree.at(workload.resource.body, "spec", "replicas")
        if size.owner != workload.id and fixed is not None:
            yield Violation(
                workload.id,
                f"states replicas: {fixed}, which each apply sets again, while {size.owner} scales it "
                f"between {size.minimum} and {size.maximum}",
                FIELD,
                related=(size.owner,),
                edits=(Edit(FIELD, ""),),
            )
    if not judged:
        yield Skip("nothing rendered has replicas")


RULE = Rule(
    name="replicas-fixed-under-autoscaler", severity=Severity.WARNING, profile=Profile.HA, check=check
)
