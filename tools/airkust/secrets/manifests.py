"""How are Secrets written for Kubernetes, and how is one that lies in a secret store asked for?"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from ruamel.yaml import YAML

from airkust.model.external import External
from airkust.secrets.filled import FilledSecret
from airkust.secrets.needed import NeededSecret

WIDTH = 4096
"""Columns. A folded value is one that kubectl joins again, and a reader takes for two."""

Document = Mapping[str, Any]


def secret_manifest(secrets: Iterable[FilledSecret]) -> bytes:
    """The Secrets as `kubectl apply` takes them. The values are in it, in base64."""
    return _dump([_secret(secret) for secret in secrets])


def external_secret_manifest(needed: Sequence[NeededSecret], store: External) -> bytes:
    """One ExternalSecret for each Secret: External Secrets fetches its values from a store.

    Source: the API external-secrets.io/v1.

    Args:
        needed: A Secret whose keys no pod names is fetched with all the properties the store has.
        store: `SecretStore/NAME` or `ClusterSecretStore/NAME`.
    """
    return _dump([_external_secret(secret, store) for secret in needed])


def remote_key(secret: NeededSecret) -> str:
    """Under which name the store is asked for a Secret; each of its keys is a property there."""
    return f"{secret.namespace}/{secret.name}" if secret.namespace else secret.name


def encoded(text: str) -> str:
    """A value as it stands under `data`."""
    return base64.b64encode(text.encode()).decode()


def _secret(secret: FilledSecret) -> Document:
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": _metadata(secret.namespace, secret.name),
        "type": "Opaque",
        "data": {key: encoded(text) for key, text in secret.values.items()},
    }


def _external_secret(secret: NeededSecret, store: External) -> Document:
    remote = remote_key(secret)
    source: Document = {
        "data": [{"secretKey": key, "remoteRef": {"key": remote, "property": key}} for key in secret.keys]
    }
    return {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": _metadata(secret.namespace, secret.name),
        "spec": {
            "refreshInterval": "1h",
            "secretStoreRef": {"kind": store.kind, "name": store.name},
            # the Secret outlives this object: without its keys, what is encrypted is lost
            "target": {"name": secret.name, "creationPolicy": "Orphan"},
            **(source if secret.keys else {"dataFrom": [{"extract": {"key": remote}}]}),
        },
    }


def _metadata(namespace: str, name: str) -> Document:
    return {"name": name, **({"namespace": namespace} if namespace else {})}


def _dump(documents: list[Document]) -> bytes:
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = BytesIO()
    yaml.dump_all(documents, stream)
    return stream.getvalue()
