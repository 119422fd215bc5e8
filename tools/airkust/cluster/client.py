"""How is an API server asked from many threads, so that nothing can change and what passes is waited out?"""

import http.client
import math
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus

from airkust.cluster import retry
from airkust.cluster.answer import Answer, answer_of
from airkust.cluster.kubeconfig import Context
from airkust.cluster.proxy_words import without_way
from airkust.cluster.request import APPLY, JSON, JSON_PATCH, Request
from airkust.cluster.retry import Broken
from airkust.cluster.transport import Transport
from airkust.errors import ClusterFailed

LOST_AFTER = 3
"""Requests in a row that failed for good; from then on each is sent once, until one succeeds."""


class Client:
    """One API server. Every method may be called from any thread."""

    def __init__(
        self, transport: Transport, context: Callable[[], Context], *, timeout: float = 30.0
    ) -> None:
        """Connect to nothing yet.

        Args:
            transport: The way there.
            context: Gives what is meant; asked where somebody wants to know.
            timeout: Seconds an answer may take.
        """
        self._context = context
        self._transport = transport
        self._timeout = timeout
        self._ends = math.inf
        self._allowed = math.inf
        self._lost = 0
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._idle: list[http.client.HTTPConnection] = []
        self._busy: set[http.client.HTTPConnection] = set()

    @property
    def cluster(self) -> str:
        """The name of the context, or "in-cluster"."""
        return self._context().name

    @property
    def namespace(self) -> str:
        """Where objects go that name none."""
        return self._context().namespace

    def allow(self, seconds: float) -> None:
        """Let everything asked from now on fail that is not answered within so many seconds from now."""
        self._allowed = seconds
        self._ends = time.monotonic() + seconds

    def stop(self) -> None:
        """End what waits for an answer in any thread, and answer nothing any more."""
        self._stopped.set()
        with self._lock:
            idle, busy = [*self._idle], [*self._busy]
            self._idle.clear()
        for connection in idle:
            connection.close()
        for connection in busy:
            _cut(connection)

    def get(self, path: str, *, accept: str = JSON, query: Mapping[str, str] | None = None) -> Answer:
        """Read.

        Raises:
            ClusterFailed: There is no answer, or none to this user.
        """
        return self._ask(Request("GET", path, query or {}, accept))

    def dry_run_apply(self, path: str, body: bytes, *, manager: str) -> Answer:
        """What a server-side apply would make of an object, taking over what others own.

        Args:
            path: Of the object.
            body: It, as JSON.
            manager: The field manager that would apply it.

        Raises:
            ClusterFailed: As for `get`.
        """
        # Warn: a field that no schema knows is told. Strict would refuse what Argo CD and Flux apply.
        query = {"dryRun": "All", "fieldManager": manager, "force": "true", "fieldValidation": "Warn"}
        return self._ask(Request("PATCH", path, query, content_type=APPLY, body=body))

    def dry_run_json_patch(self, path: str, operations: bytes, *, manager: str) -> Answer:
        """What an object would be after a JSON patch (RFC 6902).

        Args:
            path: Of the object.
            operations: The patch.
            manager: The field manager that would send it.

        Raises:
            ClusterFailed: As for `get`.
        """
        query = {"dryRun": "All", "fieldManager": manager}
        return self._ask(Request("PATCH", path, query, content_type=JSON_PATCH, body=operations))

    def _ask(self, request: Request) -> Answer:
        request.target()  # refuses what would modify, whatever happens below
        sent = 0
        while True:
            self._refuse_when_over()
            outcome = self._send(request)
            sent += 1
            pause = None if self._lost >= LOST_AFTER else retry.pause(outcome, sent)
            if pause is None:
                return self._judged(outcome)
            self._stopped.wait(min(pause, max(self._ends - time.monotonic(), 0)))

    def _refuse_when_over(self) -> None:
        if self._stopped.is_set():
            raise ClusterFailed("interrupted")
        if time.monotonic() >= self._ends:
            raise ClusterFailed(
                f"{self.cluster} was not done within {self._allowed:g} s", hint="allow more time"
            )

    def _judged(self, outcome: Answer | Broken) -> Answer:
        """The answer that stands.

        Raises:
            ClusterFailed: It is none, or one that is the same for every object.
        """
        if isinstance(outcome, Broken):
            self._refuse_when_over()  # then that is the reason
            self._lost += 1
            raise ClusterFailed(f"{self.cluster} does not answer: {outcome.reason}")
        self._lost = 0
        if outcome.status == HTTPStatus.UNAUTHORIZED:
            raise ClusterFailed(
                f"{self.cluster} does not accept the credentials: they have expired or are revoked (401)",
                hint="log in again as your cluster asks for; `kubectl auth whoami` shows whether it worked",
            )
        if outcome.body is None and outcome.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ClusterFailed(f"{self.cluster} answers {outcome.status} and not as an API server does")
        return outcome

    def _send(self, request: Request) -> Answer | Broken:
        with self._lock:
            kept = self._idle.pop() if self._idle else None
        if kept is not None:
            outcome = self._exchange(kept, request)
            if not isinstance(outcome, Broken) or outcome.lasting:
                return outcome
        # a connection that was kept may have been closed meanwhile: that says nothing
        return self._exchange(self._transport.open(self._within()), request)

    def _within(self) -> float:
        return max(min(self._timeout, self._ends - time.monotonic()), 0.001)

    def _exchange(self, connection: http.client.HTTPConnection, request: Request) -> Answer | Broken:
        with self._lock:
            self._busy.add(connection)
        keep = False
        try:
            answer, keep = self._one_round(connection, request)
        except TimeoutError:
            return Broken(f"nothing within {self._timeout:g} s", lasting=True)
        except (OSError, http.client.HTTPException) as error:
            return self._broken(error)
        else:
            return without_way(answer)
        finally:
            with self._lock:
                self._busy.discard(connection)
                keep = keep and not self._stopped.is_set()
                if keep:
                    self._idle.append(connection)
            if not keep:
                connection.close()

    def _one_round(self, connection: http.client.HTTPConnection, request: Request) -> tuple[Answer, bool]:
        """Send a request and read the whole answer; whether the connection can be used again."""
        headers = {"Accept": request.accept, **self._transport.headers()}
        if request.body:
            headers |= {"Content-Type": request.content_type, "Content-Length": str(len(request.body))}
        # kubectl's proxy lets the API server compress, and takes it apart, where we say nothing
        connection.putrequest(request.method, request.target(), skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(request.body or None)
        if self._stopped.is_set():  # `stop` may have come before there was a socket to cut
            raise ConnectionAbortedError
        response = connection.getresponse()
        data = response.read()
        return answer_of(response, data), not response.will_close

    def _broken(self, error: Exception) -> Broken:
        if ending := self._transport.ending():
            return Broken(ending, lasting=True)
        said = error.strerror if isinstance(error, OSError) else None
        return Broken(said or "the connection was closed before the whole answer was there")


def _cut(connection: http.client.HTTPConnection) -> None:
    """End whatever a thread waits for on a connection; that thread closes it."""
    import socket  # noqa: PLC0415 -- only an interrupt needs it

    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it is closed already
