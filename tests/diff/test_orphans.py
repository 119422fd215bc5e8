"""Which live objects would somebody who prunes delete?"""

import pytest
from tests.model.manifests import pod, rendering

from airkust.diff.live import Live, identity_of
from airkust.diff.orphans import orphans
from airkust.model.external import External

LABEL = "app.kubernetes.io/instance"
RENDERED = f"""\
apiVersion: v1
kind: ConfigMap
metadata: {{name: config-7cd52td42k, namespace: airflow, labels: {{{LABEL}: prod}}}}
"""
NAMING = pod("envFrom: [{secretRef: {name: keys}}]").replace("name: p}", "name: p, namespace: airflow}")


def live(
    kind: str, name: str, *, instance: str = "", namespace: str = "airflow", owned: bool = False
) -> Live:
    metadata: dict[str, object] = {"name": name, "namespace": namespace}
    if instance:
        metadata["labels"] = {LABEL: instance}
    if owned:
        metadata["ownerReferences"] = [{"kind": "CronJob", "name": "a"}]
    body = {"apiVersion": "v1", "kind": kind, "metadata": metadata}
    identity = identity_of(body)
    assert identity
    return Live(identity, body)


def is_orphan(found: Live, external: frozenset[External] | None = None) -> bool:
    return orphans(rendering(RENDERED, NAMING), [found], external=external) == [found]


def test_what_carries_our_label_is_one() -> None:
    assert is_orphan(live("Service", "old", instance="prod"))


def test_what_carries_the_label_of_another_instance_is_none() -> None:
    assert not is_orphan(live("Service", "old", instance="dev"))


def test_what_carries_no_label_is_none() -> None:
    assert not is_orphan(live("Service", "old"))


def test_a_rendered_name_with_another_hash_is_one() -> None:
    assert is_orphan(live("ConfigMap", "config-2222222222"))


@pytest.mark.parametrize(("kind", "namespace"), [("Secret", "airflow"), ("ConfigMap", "elsewhere")])
def test_the_same_name_of_another_kind_or_place_is_none(kind: str, namespace: str) -> None:
    assert not is_orphan(live(kind, "config-2222222222", namespace=namespace))


def test_what_a_controller_made_is_none() -> None:
    assert not is_orphan(live("Job", "a-1", instance="prod", owned=True))


def test_what_a_rendered_pod_names_is_none() -> None:
    assert not is_orphan(live("Secret", "keys", instance="prod"))


def test_what_the_site_makes_is_none() -> None:
    found = live("Secret", "other", instance="prod")
    assert is_orphan(found)
    assert not is_orphan(found, frozenset([External("Secret", "other")]))
