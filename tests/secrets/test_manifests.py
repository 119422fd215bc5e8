"""How Secrets are written for Kubernetes."""

from typing import Any

from ruamel.yaml import YAML

from airkust.model.external import External
from airkust.secrets.filled import FilledSecret
from airkust.secrets.manifests import external_secret_manifest, secret_manifest
from airkust.secrets.needed import NeededSecret

STORE = External("ClusterSecretStore", "vault")


def loaded(data: bytes) -> list[Any]:
    return list(YAML(typ="safe").load_all(data))


def external(secret: NeededSecret) -> Any:  # noqa: ANN401 -- a document
    [document] = loaded(external_secret_manifest([secret], STORE))
    return document


def test_a_value_is_written_in_base64() -> None:
    assert loaded(secret_manifest([FilledSecret("airflow", "s", {"k": "text"})])) == [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "s", "namespace": "airflow"},
            "type": "Opaque",
            "data": {"k": "dGV4dA=="},
        }
    ]


def test_a_long_value_stays_on_one_line() -> None:
    assert secret_manifest([FilledSecret("", "s", {"k": "x" * 600})]).count(b"\n") == 7


def test_a_secret_without_a_namespace_names_none() -> None:
    [document] = loaded(secret_manifest([FilledSecret("", "s", {"k": "v"})]))
    assert document["metadata"] == {"name": "s"}


def test_an_external_secret_asks_for_each_key_by_its_name() -> None:
    assert external(NeededSecret("airflow", "s", ("a", "b")))["spec"]["data"] == [
        {"secretKey": key, "remoteRef": {"key": "airflow/s", "property": key}} for key in ("a", "b")
    ]


def test_an_external_secret_names_its_store() -> None:
    spec = external(NeededSecret("airflow", "s", ("a",)))["spec"]
    assert spec["secretStoreRef"] == {"kind": "ClusterSecretStore", "name": "vault"}


def test_the_secret_outlives_its_external_secret() -> None:
    spec = external(NeededSecret("airflow", "s", ("a",)))["spec"]
    assert spec["target"] == {"name": "s", "creationPolicy": "Orphan"}


def test_a_secret_whose_keys_no_pod_names_is_fetched_as_a_whole() -> None:
    spec = external(NeededSecret("", "s", ()))["spec"]
    assert (spec["dataFrom"], "data" in spec) == ([{"extract": {"key": "s"}}], False)
