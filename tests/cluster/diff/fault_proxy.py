"""What if the way to the API server is bad? A reverse proxy that answers wrongly when it is told to.

It stands before the real API server, reached through `kubectl proxy`, which brings the login along. What no
fault matches gets through unchanged.
"""

import http.client
import json
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.cluster.diff import users
from tests.cluster.kubectl import Kubectl, wait_until

HOP_BY_HOP = frozenset(
    ["connection", "keep-alive", "transfer-encoding", "content-length", "date", "host", "server"]
)
CUT = 0
"""The status of a fault that answers nothing: the connection ends."""


@dataclass
class Fault:
    """What happens to requests of which `METHOD path?query` matches.

    Attributes:
        status: The answer; CUT closes the connection, None lets the request through.
        times: How many requests it still happens to.
        after: How many get through before.
        delay: Seconds before anything happens.
        message: Of the answer's Status.
    """

    matching: re.Pattern[str]
    status: int | None
    times: float = float("inf")
    after: int = 0
    delay: float = 0
    message: str = "a fault of the test"


@dataclass
class FaultProxy:
    """The proxy, its faults, and what it has seen.

    Attributes:
        socket: Where `kubectl proxy` listens.
        kubeconfig: What leads to this proxy.
        seen: `METHOD path?query` of every request, those that got a wrong answer included.
    """

    socket: Path
    kubeconfig: Path
    faults: list[Fault] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fail(self, matching: str, status: int, *, times: float = float("inf"), after: int = 0) -> None:
        """Answer with this status."""
        self.faults.append(Fault(re.compile(matching), status, times, after))

    def delay(self, matching: str, seconds: float) -> None:
        """Answer late, and rightly."""
        self.faults.append(Fault(re.compile(matching), None, delay=seconds))

    def fault_of(self, line: str) -> Fault | None:
        """What happens to this request, counted."""
        with self.lock:
            self.seen.append(line)
            for fault in self.faults:
                if not fault.matching.search(line) or fault.times <= 0:
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    continue
                fault.times -= 1
                return fault
        return None

    def count(self, matching: str) -> int:
        """How many requests it has seen of which the line matches."""
        return sum(bool(re.search(matching, line)) for line in self.seen)


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a socket of this machine."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


def _handler(proxy: FaultProxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault = proxy.fault_of(f"{self.command} {self.path}")
            if fault:
                time.sleep(fault.delay)
            if fault and fault.status == CUT:
                self.close_connection = True
                with suppress(OSError):
                    self.connection.shutdown(socket.SHUT_RDWR)
            elif fault and fault.status:
                self.refuse(fault.status, fault.message)
            else:
                self.forward(body)

        do_GET = do_PATCH = do_POST = do_PUT = do_DELETE = handle_one  # noqa: N815 -- as http.server calls them

        def forward(self, body: bytes) -> None:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
            with closing(UnixConnection(proxy.socket)) as upstream:
                upstream.request(self.command, self.path, body or None, headers)
                answer = upstream.getresponse()
                said = answer.read()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP_BY_HOP]
            self.answer(answer.status, kept, said)

        def refuse(self, status: int, message: str) -> None:
            value = {
                "kind": "Status",
                "apiVersion": "v1",
                "status": "Failure",
                "message": message,
                "code": status,
            }
            again = [("Retry-After", "1")] if status == http.client.TOO_MANY_REQUESTS else []
            self.answer(status, [("Content-Type", "application/json"), *again], json.dumps(value).encode())

        def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as the base calls it
            """Say nothing: a test's output is its own."""

    return Handler


class Server(ThreadingHTTPServer):
    """A server that nobody waits for, and that does not talk about clients that have gone."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is what some tests are about."""


@contextmanager
def standing_before(cluster: Kubectl, folder: Path) -> Iterator[FaultProxy]:
    """A proxy before the API server while the block runs, with the login of this kubeconfig."""
    path = folder / "s"
    with subprocess.Popen(
        cluster.argv("proxy", f"--unix-socket={path}"), stdout=subprocess.DEVNULL
    ) as upstream:
        try:
            wait_until(path.exists, "kubectl proxy to listen", deadline=30, pause=0.02)
            proxy = FaultProxy(path, folder / "kubeconfig")
            with Server(("127.0.0.1", 0), _handler(proxy)) as server:
                url = f"http://127.0.0.1:{server.server_address[1]}"
                users.elsewhere(cluster, proxy.kubeconfig, url)
                threading.Thread(target=server.serve_forever, daemon=True).start()
                yield proxy
                server.shutdown()
        finally:
            upstream.terminate()
