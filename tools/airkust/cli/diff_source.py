"""Where do live objects come from: a cluster, or a file that holds what was in one?"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from airkust.cli.diff_question import Place
from airkust.cli.terminal import counting
from airkust.cluster.answer import Answer
from airkust.cluster.client import Client
from airkust.cluster.connection import connecting
from airkust.cluster.discovery import ROOTS, ask_roots
from airkust.diff.comparison import Against
from airkust.diff.snapshot import Snapshot, beside, load
from airkust.diff.state import Collected
from airkust.errors import InputError
from airkust.model.rendering import Rendering
from airkust.render.kubectl import kubectl

REQUEST_SECONDS = 30.0
"""For one answer of the API server, which waits that long for a webhook (`timeoutSeconds` is 30 at most)."""


class Source(Protocol):
    """What can be asked.

    Attributes:
        snapshot: The file's contents; None for a cluster.
    """

    @property
    def snapshot(self) -> Snapshot | None: ...

    @property
    def namespace(self) -> str:
        """Where objects go that name none.

        Raises:
            AirkustError: The cluster cannot be reached.
        """

    def ask(self, rendering: Rendering) -> Collected:
        """What is live for a rendering.

        Raises:
            AirkustError: Nothing is answered at all.
        """


def against(source: Source, collected: Collected, *, base: str, file: Path | None) -> Against:
    """What an answer was compared with."""
    at = source.snapshot.at if source.snapshot else datetime.now(UTC)
    return Against(collected.cluster, collected.version, at, str(file or ""), base)


@contextmanager
def source(place: Place) -> Iterator[Source]:
    """The source the command line names; a cluster is being connected to from now on.

    Raises:
        AirkustError: There is no such file or kubeconfig.
    """
    if place.against:
        yield _of_file(place, place.against)
        return
    way = connecting(
        kubectl(),
        kubeconfig=place.kubeconfig,
        context=place.context,
        read_only=place.read_only,
        timeout=REQUEST_SECONDS,
    )
    with ThreadPoolExecutor(len(ROOTS)) as pool, way as client:
        yield _Cluster(place, client, [ask_roots(client, pool)])


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A cluster.

    Attributes:
        client: Waits for the connection.
        early: What was asked while the manifests were rendered, used once: there may be new kinds later.
    """

    place: Place
    client: Callable[[], Client]
    early: list[Callable[[], Sequence[Answer]]]

    @property
    def snapshot(self) -> Snapshot | None:
        return None

    @property
    def namespace(self) -> str:
        return self.place.namespace or self.client().namespace

    def ask(self, rendering: Rendering) -> Collected:
        from airkust.cluster.collect import collect  # noqa: PLC0415 -- while kubectl starts its proxy

        with counting("comparing", quiet=self.place.quiet) as told:
            return collect(
                self.client(),
                rendering,
                namespace=self.place.namespace,
                read_only=self.place.read_only,
                manager=self.place.manager,
                told=told,
                roots=self.early.pop() if self.early else None,
            )


@dataclass(frozen=True, slots=True)
class _File:
    """A snapshot."""

    snapshot: Snapshot
    namespace: str

    def ask(self, rendering: Rendering) -> Collected:
        return beside(rendering, self.snapshot, namespace=self.namespace)


def _of_file(place: Place, file: Path) -> Source:
    try:
        snapshot = load(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    return _File(snapshot, place.namespace or snapshot.namespace)
