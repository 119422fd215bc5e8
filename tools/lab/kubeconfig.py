"""Kubeconfig files: how a program finds the API server and who it is there."""

import base64
import json
import os
from pathlib import Path


def write(path: Path, *, server: str, pki: Path, identity: str) -> None:
    """Write a kubeconfig only its owner may read, self-contained, whole or not at all.

    Args:
        path: The file; one that already says the same is left alone.
        server: URL of the API server.
        pki: Where the certificates are.
        identity: Name of the identity's files there.
    """
    text = render(
        server=server,
        authority=(pki / "ca.crt").read_bytes(),
        certificate=(pki / f"{identity}.crt").read_bytes(),
        key=(pki / f"{identity}.key").read_bytes(),
    )
    if path.exists() and path.read_text() == text:
        return
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def render(*, server: str, authority: bytes, certificate: bytes, key: bytes) -> str:
    """A kubeconfig in JSON, which every reader of YAML takes."""
    cluster = {"server": server, "certificate-authority-data": _encode(authority)}
    user = {"client-certificate-data": _encode(certificate), "client-key-data": _encode(key)}
    value = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "lab",
        "clusters": [{"name": "lab", "cluster": cluster}],
        "users": [{"name": "lab", "user": user}],
        "contexts": [{"name": "lab", "context": {"cluster": "lab", "user": "lab"}}],
    }
    return json.dumps(value, indent=1) + "\n"


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()
