"""When does a GitOps controller, or Helm, apply an object?

Argo CD goes through phases, and through waves within each, and waits until a wave is healthy before it
applies the next. It reads Helm's hooks as phases. Helm itself runs hooks before and after everything else.
Sources: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ and
https://helm.sh/docs/topics/charts_hooks/
"""

from collections.abc import Mapping
from dataclasses import dataclass

from airkust.model.resource import Resource

HOOK = "argocd.argoproj.io/hook"
WAVE = "argocd.argoproj.io/sync-wave"
HELM_HOOK = "helm.sh/hook"
HELM_WEIGHT = "helm.sh/hook-weight"

BEFORE, WITH, AFTER = -1, 0, 1

ARGO_PHASES: Mapping[str, int] = {"PostSync": AFTER, "PreSync": BEFORE, "Sync": WITH}
HELM_PHASES: Mapping[str, int] = {
    "post-install": AFTER,
    "post-upgrade": AFTER,
    "pre-install": BEFORE,
    "pre-upgrade": BEFORE,
}
PHASE_NAMES: Mapping[int, str] = {BEFORE: "PreSync", WITH: "Sync", AFTER: "PostSync"}


@dataclass(frozen=True, slots=True)
class Step:
    """A place in the order.

    Attributes:
        by_helm: Only Helm's annotations say so: without Argo CD, nothing waits for pods to be healthy
            unless Helm is told to (`--wait`).
    """

    phase: int = WITH
    wave: int = 0
    by_helm: bool = False

    def __str__(self) -> str:
        wave = f", wave {self.wave}" if self.wave else ""
        return f"{PHASE_NAMES[self.phase]}{wave}"

    def after(self, other: "Step") -> bool:
        """Whether it comes later than another."""
        return (self.phase, self.wave) > (other.phase, other.wave)


def step(resource: Resource) -> Step | None:
    """When an object is applied; None for a hook of another event: a failure, a test, a deletion."""
    notes = resource.annotations
    if HOOK in notes:
        phase = _first(notes[HOOK], ARGO_PHASES)
        return None if phase is None else Step(phase, _number(notes.get(WAVE)))
    if HELM_HOOK in notes:
        phase = _first(notes[HELM_HOOK], HELM_PHASES)
        wave = _number(notes.get(WAVE, notes.get(HELM_WEIGHT)))
        return None if phase is None else Step(phase, wave, by_helm=True)
    return Step(WITH, _number(notes.get(WAVE)))


def _first(hooks: str, phases: Mapping[str, int]) -> int | None:
    """The earliest of the phases a list of hooks names."""
    found = [phases[hook] for word in hooks.split(",") if (hook := word.strip()) in phases]
    return min(found, default=None)


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
