"""How does a request get to the API server?"""

import http.client
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol


class Transport(Protocol):
    """A way to the API server."""

    def open(self, timeout: float) -> http.client.HTTPConnection:
        """A connection that is not made before it is needed.

        Args:
            timeout: Seconds for each wait on it.
        """

    def headers(self) -> Mapping[str, str]:
        """What each request carries besides its own headers. May hold a token."""

    def ending(self) -> str:
        """Why nothing more will be answered; "" while it may."""


class UnixConnection(http.client.HTTPConnection):
    """HTTP through the socket file of a proxy on this machine."""

    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)  # the Host that kubectl's proxy accepts
        self._path = path

    def connect(self) -> None:
        """Connect.

        Raises:
            OSError: Nobody listens there.
        """
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


class ThroughProxy:
    """The socket of a proxy that has the credentials."""

    def __init__(self, path: Path, ending: Callable[[], str]) -> None:
        """Take what is ready.

        Args:
            path: Of the socket.
            ending: Why the proxy is no more; "" while it runs.
        """
        self._path = path
        self._ending = ending

    def open(self, timeout: float) -> http.client.HTTPConnection:
        return UnixConnection(self._path, timeout)

    def headers(self) -> Mapping[str, str]:
        return {}

    def ending(self) -> str:
        return self._ending()
