"""Which Secrets an overlay expects somebody to make."""

from dataclasses import replace

import pytest
from tests.model.manifests import pod, rendering, secret

from airkust.errors import InputError
from airkust.model.external import External
from airkust.secrets.needed import NeededSecret, needed_secrets

KEYS = (
    "env: [{name: A, valueFrom: {secretKeyRef: {name: airflow-secrets, key: jwt-secret}}},"
    " {name: B, valueFrom: {secretKeyRef: {name: airflow-secrets, key: fernet-key}}}]"
)


def test_the_keys_that_pods_name_are_needed() -> None:
    assert needed_secrets(rendering(pod(KEYS))) == (
        NeededSecret("", "airflow-secrets", ("fernet-key", "jwt-secret")),
    )


def test_keys_that_several_pods_name_are_needed_once() -> None:
    [needed] = needed_secrets(rendering(pod(KEYS), pod(KEYS, name="q")))
    assert needed.keys == ("fernet-key", "jwt-secret")


def test_a_rendered_secret_is_not_needed() -> None:
    assert needed_secrets(rendering(pod(KEYS), secret("airflow-secrets", key="x"))) == ()


def test_a_secret_that_is_not_declared_where_others_are_is_not_needed() -> None:
    declared = replace(rendering(pod(KEYS)), external=frozenset({External("Secret", "other")}))
    assert needed_secrets(declared) == ()


def test_a_declared_secret_is_needed() -> None:
    declared = replace(rendering(pod(KEYS)), external=frozenset({External("Secret", "airflow-secrets")}))
    assert [needed.name for needed in needed_secrets(declared)] == ["airflow-secrets"]


def test_an_optional_secret_is_not_needed() -> None:
    optional = "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}]"
    assert needed_secrets(rendering(pod(optional))) == ()


def test_a_secret_taken_as_a_whole_is_needed_without_keys() -> None:
    whole = rendering(pod("envFrom: [{secretRef: {name: s}}]"))
    assert needed_secrets(whole) == (NeededSecret("", "s", ()),)


@pytest.mark.parametrize("name", ["../s", "a/../s", "S", "-s", "$(s)"])
def test_a_name_no_secret_can_have_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="which no Secret can be called"):
        needed_secrets(rendering(pod(f"envFrom: [{{secretRef: {{name: '{name}'}}}}]")))
