"""How does a pod ask the API server of its own cluster?

https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
"""

import http.client
import os
import ssl
from collections.abc import Mapping
from pathlib import Path

from airkust.cluster.client import Client
from airkust.cluster.kubeconfig import Context
from airkust.errors import ClusterFailed

MOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
HOST = "KUBERNETES_SERVICE_HOST"
PORT = "KUBERNETES_SERVICE_PORT"
NAME = "in-cluster"


class ServiceAccount:
    """TLS to the API server with the token of the pod's service account."""

    def __init__(self, mount: Path, host: str, port: int) -> None:
        """Read the authority.

        Raises:
            ClusterFailed: Its file cannot be used.
        """
        self._token = mount / "token"
        self._host = host
        self._port = port
        self._read: tuple[int, str] | None = None
        authority = mount / "ca.crt"
        try:
            self._context = ssl.create_default_context(cafile=authority)
        except (OSError, ssl.SSLError) as error:
            raise ClusterFailed(f"{authority} cannot be used: {_reason(error)}") from error

    def open(self, timeout: float) -> http.client.HTTPConnection:
        return http.client.HTTPSConnection(self._host, self._port, timeout=timeout, context=self._context)

    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._current_token()}"}

    def ending(self) -> str:
        return ""

    def _current_token(self) -> str:
        """The token; the kubelet puts another into the file before it expires.

        Raises:
            ClusterFailed: The file cannot be read.
        """
        try:
            written = self._token.stat().st_mtime_ns
            if self._read is None or self._read[0] != written:
                self._read = written, self._token.read_text(encoding="ascii").strip()
        except (OSError, UnicodeError) as error:
            raise ClusterFailed(f"{self._token} cannot be read: {_reason(error)}") from None
        return self._read[1]


def client(timeout: float, *, mount: Path = MOUNT) -> Client:
    """A client for the cluster we run in.

    Args:
        timeout: Seconds an answer may take.
        mount: Where the service account is mounted.

    Raises:
        ClusterFailed: Something of the service account is missing.
    """
    transport = ServiceAccount(mount, os.environ[HOST], int(os.environ.get(PORT, "443")))
    try:
        namespace = (mount / "namespace").read_text(encoding="utf-8").strip()
    except OSError:
        namespace = ""
    return Client(transport, lambda: Context(NAME, namespace or "default"), timeout=timeout)


def is_here() -> bool:
    """Whether we run in a pod."""
    return bool(os.environ.get(HOST))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
