"""Do we say what pruning takes away?"""

import pytest
from tests.diff.impacts.sides import changed, sides

from airkust.diff.impact import Impact
from airkust.diff.impacts.orphans import orphan_impacts
from airkust.model.finding import Severity

OLD, NEW = "c-7cd52td42k", "c-hcd4dbtkch"
OTHER = "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: prod}\n---\n"
CONFIG = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {OLD}, namespace: prod}}\n"
REPLICA_SET = f"""
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {{name: web-1, namespace: prod, ownerReferences: [{{kind: Deployment}}]}}
spec:
  replicas: 0
  template: {{spec: {{containers: [{{name: a, envFrom: [{{configMapRef: {{name: {OLD}}}}}]}}]}}}}
"""


def orphans(before: str, after: str = OTHER) -> list[Impact]:
    """The consequences for ConfigMaps, claims and so on; not for ReplicaSets, which are not ours."""
    found = sides(before, after)
    ours = tuple(each for each in found.objects if each.id.kind != "ReplicaSet")
    return list(orphan_impacts(found.before, found.after, ours))


def gone(kind: str, extra: str = "", metadata: str = "") -> str:
    return f"apiVersion: v1\nkind: {kind}\nmetadata: {{name: x{metadata}}}\n{extra}"


def test_what_is_rendered_no_more_is_named() -> None:
    [impact] = orphans(OTHER + gone("ServiceAccount"))
    assert (impact.message, impact.severity) == ("is rendered no more", Severity.INFO)


@pytest.mark.parametrize("kind", ["Namespace", "PersistentVolumeClaim", "Secret"])
def test_what_holds_data_is_a_warning(kind: str) -> None:
    [impact] = orphans(OTHER + gone(kind))
    assert impact.severity is Severity.WARNING


def test_no_command_that_loses_data_is_proposed() -> None:
    [impact] = orphans(OTHER + gone("PersistentVolumeClaim"))
    assert impact.fix == ""


@pytest.mark.parametrize(
    ("annotation", "who"),
    [
        ("argocd.argoproj.io/sync-options: 'Validate=false, Prune=false'", "Argo CD"),
        ("kustomize.toolkit.fluxcd.io/prune: disabled", "Flux"),
        ("helm.sh/resource-policy: keep", "Helm"),
    ],
)
def test_what_is_annotated_is_left_alone(annotation: str, who: str) -> None:
    [impact] = orphans(OTHER + gone("ServiceAccount", metadata=f", annotations: {{{annotation}}}"))
    assert impact.message == f"is rendered no more; {who} leaves it alone"


def test_a_config_map_whose_place_is_taken_names_its_successor() -> None:
    [impact] = orphans(CONFIG, changed(CONFIG, (OLD, NEW)))
    assert impact.message == f"ConfigMap/{NEW} takes its place"


def test_a_rollback_needs_what_an_old_replica_set_names() -> None:
    [impact] = orphans(CONFIG + REPLICA_SET, changed(CONFIG, (OLD, NEW)))
    assert impact.message.endswith("still named by ReplicaSet/web-1: a rollback needs it")


def test_the_pods_of_a_workload_that_goes_run_on() -> None:
    deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 2}\n"
    [impact] = orphans(OTHER + deployment)
    assert impact.message == "is rendered no more; its 2 pods run on until it is deleted"


def test_what_names_it_no_more_is_not_mentioned() -> None:
    pod = (
        "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: prod}\nspec: {containers: [{name: a, "
    )
    user = f"{pod}envFrom: [{{configMapRef: {{name: {OLD}}}}}]}}]}}\n"
    [impact] = orphans(CONFIG + user, changed(CONFIG + user, (OLD, NEW)))
    assert impact.message == f"ConfigMap/{NEW} takes its place"


def test_a_secret_that_is_still_needed_says_by_whom() -> None:
    pod = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, "
    user = f"{pod}envFrom: [{{secretRef: {{name: x}}}}]}}]}}\n"
    [impact] = orphans(gone("Secret") + user, user.removeprefix("---\n"))
    assert impact.message.endswith("still named by Pod/p")
