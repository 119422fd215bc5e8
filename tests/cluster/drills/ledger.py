"""What did the tasks themselves say? An HTTP server beside Airflow that keeps each word of theirs."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.cluster.drills.figures import Task, Word


@dataclass
class Ledger:
    """The words of all runs, in the order they came.

    Attributes:
        url: Where tasks post them; they reach it by address, from any node that is not cut off.
        words: Each with the run it is of.
    """

    url: str
    words: list[tuple[str, Word]] = field(default_factory=list)

    def of(self, run: str) -> list[Word]:
        return [word for said_in, word in list(self.words) if said_in == run]


@contextmanager
def opened(address: str) -> Iterator[Ledger]:
    """Listen on a free port of the address while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            word = Word(Task(said["task"], said["index"]), said["try"], said["event"], said["at"])
            ledger.words.append((said["run"], word))
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing: the words are the log."""

    with ThreadingHTTPServer((address, 0), Handler) as server:
        ledger = Ledger(f"http://{address}:{server.server_port}/")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield ledger
        server.shutdown()
