"""A small client of the API server: JSON over HTTPS with a client certificate."""

import contextlib
import http.client
import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from lab.errors import ToolFailed

UNREACHABLE = (OSError, http.client.HTTPException)
"""What a request may end with while the server is not there."""


class Refused(Exception):  # noqa: N818 -- the server's answer, which a caller may expect
    """The server answered with an error.

    Args:
        status: The HTTP status.
        message: What it said.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"the API server answered {status}: {message}")
        self.status = status


@dataclass(frozen=True)
class Api:
    """An API server, and who asks.

    Args:
        host: Its address.
        port: Its port.
        pki: The directory with the authority and the identity.
        identity: Name of the identity's files.
    """

    host: str
    port: int
    pki: Path
    identity: str

    def get(self, path: str) -> Any:  # noqa: ANN401 -- the shape depends on the path
        """The object or list at a path.

        Raises:
            Refused: The server says no.
            OSError: It is not there, or `http.client.HTTPException` when it goes away.
        """
        return json.loads(self.text("GET", path))

    def apply(self, path: str, value: dict[str, Any], *, manager: str) -> None:
        """Create or change an object by server-side apply."""
        query = urlencode({"fieldManager": manager, "force": "true"})
        self.text("PATCH", f"{path}?{query}", json.dumps(value), "application/apply-patch+yaml")

    def delete(self, path: str) -> None:
        """Delete an object; one that is gone already is no error."""
        try:
            self.text("DELETE", path)
        except Refused as refusal:
            if refusal.status != http.client.NOT_FOUND:
                raise

    def text(self, method: str, path: str, body: str | None = None, kind: str = "application/json") -> str:
        """One request, its answer as it came."""
        connection = http.client.HTTPSConnection(self.host, self.port, timeout=10, context=self._context())
        with contextlib.closing(connection):
            connection.request(method, path, body, {"Content-Type": kind, "Accept": "application/json"})
            answer = connection.getresponse()
            said = answer.read().decode()
        if answer.status >= http.client.BAD_REQUEST:
            raise Refused(answer.status, said[:500])
        return said

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.pki / "ca.crt"))
        context.load_cert_chain(self.pki / f"{self.identity}.crt", self.pki / f"{self.identity}.key")
        return context


def wait(
    what: str, condition: Callable[[], bool], *, seconds: float, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """Wait until a condition holds, counting a server that is not there yet as not yet.

    Args:
        what: Names the condition in the error.
        condition: Asked five times a second.
        seconds: How long to wait.
        meanwhile: Called before each question; may raise to give up early.

    Raises:
        ToolFailed: It did not hold in time.
    """
    deadline = time.monotonic() + seconds
    last: Exception | None = None
    while time.monotonic() < deadline:
        meanwhile()
        try:
            if condition():
                return
        except (Refused, *UNREACHABLE) as error:
            last = error
        time.sleep(0.2)
    raise ToolFailed(f"{what}: not within {seconds:.0f} s" + (f" ({last})" if last else ""))
