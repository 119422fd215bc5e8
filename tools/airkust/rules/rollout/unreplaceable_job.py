"""A Job of Airflow keeps its name when its image or its configuration changes.

Why: Kubernetes lets nobody change the pod of a Job. The next upgrade is refused ("field is immutable"), a
    GitOps sync stops there, and the migrations the new version waits for never run.
Fix: Let the name follow the image, as `overlays/ha-prod/image.replacements.yaml` does, and name no hashed
    ConfigMap in the Job. Elsewhere: make it a hook, let it delete itself (`ttlSecondsAfterFinished`), or
    have it replaced: annotate it with
    `argocd.argoproj.io/sync-options: Force=true,Replace=true` for Argo CD, with
    `kustomize.toolkit.fluxcd.io/force: enabled` for Flux.
See: https://kubernetes.io/docs/concepts/workloads/controllers/job/#writing-a-job-spec
    https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
"""

import re
from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Severity, Violation
from airkust.model.image import read_image
from airkust.model.profile import Profile
from airkust.model.references import references
from airkust.model.rendering import Rendering
from airkust.model.sync_order import HELM_HOOK, HOOK
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict

OPTIONS = "argocd.argoproj.io/sync-options"
FORCE = "kustomize.toolkit.fluxcd.io/force"
COUNTED = re.compile(r"[-.]v?[0-9]+$")
"""A name that somebody counts up."""
HASHED = re.compile(r"-([0-9a-f]{6,}|[bcdfghkmt2456789]{10})$")
"""A name that ends in a hash: of hexadecimal digits, or kustomize's own."""
DIGEST_START = 5


def check(rendering: Rendering) -> Iterator[Verdict]:
    jobs = [
        workload for workload in rendering.workloads if workload.kind == "Job" and _runs_airflow(workload)
    ]
    if not jobs:
        yield Skip("no Job of Airflow is rendered")
    for job in jobs:
        if not (_is_replaced(job) or HASHED.search(job.resource.name)):
            yield from _judge(job)


def _judge(job: Workload) -> Iterator[Violation]:
    if _follows_its_image(job):
        for reference in references(job):
            if reference.kind in {"ConfigMap", "Secret"} and HASHED.search(reference.name):
                message = f"names {reference}, whose name follows its content: the next content is refused"
                yield Violation(job.id, message, reference.field)
    elif not COUNTED.search(job.resource.name):
        images = " and ".join(sorted({container.image for container in job.containers}))
        message = f'runs "{images}" under a name that does not follow it: the next image is refused'
        yield Violation(job.id, message, "metadata.name")


def _runs_airflow(workload: Workload) -> bool:
    return any("airflow" in container.image.lower() for container in workload.containers)


def _is_replaced(job: Workload) -> bool:
    """Whether somebody deletes it before the next one is made."""
    notes = job.resource.annotations
    options = {option.strip() for option in notes.get(OPTIONS, "").split(",")}
    return bool(
        {HOOK, HELM_HOOK} & set(notes)
        or {"Force=true", "Replace=true"} & options
        or notes.get(FORCE, "").lower() in {"enabled", "true"}
        or tree.at(job.resource.body, "spec", "ttlSecondsAfterFinished") is not None
    )


def _follows_its_image(job: Workload) -> bool:
    """Whether tag or digest stand in the name, as far as a name may hold them."""
    images = [read_image(container.image) for container in job.containers]
    digests = [image.digest.rpartition(":")[2][:DIGEST_START] for image in images]
    tags = [re.sub("[^a-z0-9.-]", "-", image.tag.lower()) for image in images]
    return any(part and part in job.resource.name for part in (*digests, *tags))


RULE = Rule(name="unreplaceable-job", severity=Severity.ERROR, profile=Profile.CORE, check=check)
