"""A GitOps controller may delete what cannot be made again.

Why: Controllers delete what is no longer rendered: a renamed overlay, a component taken out or an error in a
    list is enough. A Namespace takes everything in it along, the Secrets that are in no repository too; a
    PersistentVolumeClaim takes its data.
Fix: Annotate Namespaces and PersistentVolumeClaims with `argocd.argoproj.io/sync-options: Prune=false` for
    Argo CD and with `kustomize.toolkit.fluxcd.io/prune: disabled` for Flux.
See: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources
    https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
"""

from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.rules.rule import Rule, Skip, Verdict

KINDS = ("Namespace", "PersistentVolumeClaim")
ARGO, FLUX = "argocd.argoproj.io/", "kustomize.toolkit.fluxcd.io/"
OPTIONS, PRUNE, HELM = f"{ARGO}sync-options", f"{FLUX}prune", "helm.sh/resource-policy"


def check(rendering: Rendering) -> Iterator[Verdict]:
    controllers = [
        (name, guarded)
        for name, prefix, guarded in (("Argo CD", ARGO, _by_argo), ("Flux", FLUX, _by_flux))
        if any(key.startswith(prefix) for resource in rendering for key in resource.annotations)
    ]
    precious = tuple(rendering.of_kind(*KINDS))
    if not controllers:
        yield Skip("no annotation says that a GitOps controller applies this")
    elif not precious:
        yield Skip("neither a Namespace nor a PersistentVolumeClaim is rendered")
    for resource in precious:
        may = [name for name, guarded in controllers if not guarded(resource)]
        if may:
            what = "all that is in it" if resource.kind == "Namespace" else "its data"
            message = f"is deleted with {what} by {' and by '.join(may)} once it is not rendered any more"
            yield Violation(resource.id, message, "metadata.annotations")


def _by_argo(resource: Resource) -> bool:
    options = {option.strip() for option in resource.annotations.get(OPTIONS, "").split(",")}
    return bool({"Prune=confirm", "Prune=false"} & options) or resource.annotations.get(HELM) == "keep"


def _by_flux(resource: Resource) -> bool:
    return resource.annotations.get(PRUNE, "").lower() == "disabled"


RULE = Rule(name="unguarded-pruning", severity=Severity.WARNING, profile=Profile.HA, check=check)
