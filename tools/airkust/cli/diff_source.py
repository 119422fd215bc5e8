"""Where do live objects come from: a cluster, or a file that holds what was in one?"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from airkust.cli.diff_question import Place
from airkust.cli.terminal import counting
from airkust.cluster.collect import collect
from airkust.cluster.connection import connect
from airkust.cluster.discovery import ROOTS, ask_root
from airkust.diff.comparison import Against
from airkust.diff.snapshot import Snapshot, beside, load
from airkust.diff.state import Collected
from airkust.errors import InputError
from airkust.model.rendering import Rendering
from airkust.render.kubectl import kubectl

REQUEST_SECONDS = 30.0
"""For one answer of the API server, which waits that long for a webhook (`timeoutSeconds` is 30 at most)."""


@dataclass(frozen=True, slots=True)
class Source:
    """What can be asked.

    Attributes:
        ask: Gives what is live for a rendering.
        namespace: Where objects go that name none.
        snapshot: The file's contents; None for a cluster.
    """

    ask: Callable[[Rendering], Collected]
    namespace: str
    snapshot: Snapshot | None = None

    def against(self, collected: Collected, *, base: str, file: Path | None) -> Against:
        """What the answer was compared with."""
        at = self.snapshot.at if self.snapshot else datetime.now(UTC)
        return Against(collected.cluster, collected.version, at, str(file or ""), base)


@contextmanager
def source(place: Place) -> Iterator[Source]:
    """The source the command line names.

    Raises:
        AirkustError: There is no such file or context, or the cluster cannot be reached.
    """
    if place.against:
        yield _of_file(place, place.against)
        return
    with (
        connect(
            kubectl(),
            kubeconfig=place.kubeconfig,
            context=place.context,
            read_only=place.read_only,
            timeout=REQUEST_SECONDS,
        ) as client,
        ThreadPoolExecutor(len(ROOTS)) as pool,
    ):
        # asked while kustomize runs; a later round asks anew, for there may be new kinds by then
        early = [[pool.submit(ask_root, client, path) for path in ROOTS]]

        def ask(rendering: Rendering) -> Collected:
            roots = early.pop() if early else None
            with counting("comparing", quiet=place.quiet) as told:
                return collect(
                    client,
                    rendering,
                    namespace=place.namespace,
                    read_only=place.read_only,
                    manager=place.manager,
                    told=told,
                    roots=(lambda: [answer.result() for answer in roots]) if roots else None,
                )

        yield Source(ask, place.namespace or client.namespace)


def _of_file(place: Place, file: Path) -> Source:
    try:
        snapshot = load(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    return Source(
        lambda rendering: beside(rendering, snapshot, namespace=place.namespace),
        place.namespace or snapshot.namespace,
        snapshot,
    )
