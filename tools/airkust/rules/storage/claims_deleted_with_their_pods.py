"""A StatefulSet deletes the volumes of its pods when it shrinks or is deleted.

Why: A `persistentVolumeClaimRetentionPolicy` of Delete ties logs or a queue to the number of replicas: an
    autoscaler at night, or a GitOps tool that makes the object anew, deletes them for good.
Fix: Keep the default, `Retain`, and delete claims that nobody needs by hand.
See: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

WHEN = {"whenScaled": "when it is scaled down", "whenDeleted": "when it is deleted"}


def check(rendering: Rendering) -> Iterator[Verdict]:
    sets = [
        found
        for found in rendering.of_kind("StatefulSet")
        if tree.sequence(found.body, "spec", "volumeClaimTemplates")
    ]
    if not sets:
        yield Skip("no StatefulSet with claims is rendered")
    for found in sets:
        for key, when in WHEN.items():
            path = ("spec", "persistentVolumeClaimRetentionPolicy", key)
            if tree.text(found.body, *path) == "Delete":
                field = ".".join(path)
                message = f"deletes the claims of its pods {when}"
                yield Violation(found.id, message, field, edits=(Edit(field, "Retain"),))


RULE = Rule(name="claims-deleted-with-their-pods", severity=Severity.WARNING, profile=Profile.HA, check=check)
