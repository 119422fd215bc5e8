"""A pod names a ConfigMap, ServiceAccount, PriorityClass, claim or key that does not exist.

Why: The pod is refused, or stays in CreateContainerConfigError or Pending. It shows only when a pod is made:
    after a rollout, on the node a drain moved it to, or for every task. Kustomize does not look inside the
    task pod template, so a hashed or prefixed name there goes stale without a word.
Fix: Correct the name or the key, add the object to the overlay, or mark the reference `optional: true`.
    What the site makes itself is declared: `external = ["Secret/airflow-secrets"]` in airkust.toml, or
    `--external`. Without a declaration a Secret, or a kind of which nothing is rendered, stays unknown.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.references import Reference, references
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

EVERYWHERE = frozenset({"kube-root-ca.crt"})
"""ConfigMaps that Kubernetes itself keeps in every namespace."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    workloads = rendering.workloads + rendering.airflow.task_pods
    if not workloads:
        yield Skip("nothing rendered makes pods")
    for workload in workloads:
        for reference in references(workload):
            if not reference.optional and reference.name not in EVERYWHERE:
                yield from _judge(rendering, workload, reference)


def _judge(rendering: Rendering, workload: Workload, reference: Reference) -> Iterator[Verdict]:
    names = "makes task pods that name" if workload.embedded else "names"
    target = rendering.get(reference.kind, reference.name, workload.namespace)
    if target is None and rendering.is_external(reference.kind, reference.name):
        return
    if target is None and rendering.external is None and not _made_here(rendering, reference.kind):
        yield Unknown(f"{reference}, made outside")
    elif target is None:
        yield Violation(workload.id, f"{names} {reference}, which is not rendered", reference.field)
    elif reference.key and reference.key not in _keys(target):
        message = f'{names} key "{reference.key}", which {target.id} does not hold'
        yield Violation(workload.id, message, reference.field, related=(target.id,))


def _made_here(rendering: Rendering, kind: str) -> bool:
    """Whether objects of a kind are evidently part of these manifests; Secrets often are not."""
    return kind != "Secret" and any(rendering.of_kind(kind))


def _keys(target: Resource) -> set[str]:
    return {key for part in ("data", "binaryData", "stringData") for key in tree.mapping(target.body, part)}


RULE = Rule(name="unresolved-reference", severity=Severity.ERROR, profile=Profile.CORE, check=check)
