"""What is in the cluster, by its own word?

Needs little until it is connected: what asks is imported while kubectl starts its proxy.
"""

# ruff: noqa: PLC0415

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from airkust.cli.diff_question import Place
from airkust.cli.terminal import counting
from airkust.cluster.connection import connecting
from airkust.workspace.kubectl import kubectl

if TYPE_CHECKING:
    from airkust.cluster.answer import Answer
    from airkust.cluster.client import Client
    from airkust.diff.state import Collected
    from airkust.model.rendering import Rendering

REQUEST_SECONDS = 30.0
"""For one answer of the API server, which waits that long for a webhook (`timeoutSeconds` is 30 at most)."""


@contextmanager
def connected(place: Place) -> Iterator["Cluster"]:
    """A cluster that is being connected to from now on.

    Raises:
        AirkustError: There is no such kubeconfig, or no kubectl.
    """
    way = connecting(
        kubectl(),
        kubeconfig=place.kubeconfig,
        context=place.context,
        read_only=place.read_only,
        timeout=REQUEST_SECONDS,
    )
    # a thread for each of `discovery.ROOTS`; they are waited for when the way's end has ended their requests
    with ThreadPoolExecutor(2) as pool, way as client:
        from airkust.cluster.discovery import ask_roots

        yield Cluster(place, client, [ask_roots(client, pool)])


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster, a `Source`.

    Attributes:
        client: Waits for the connection.
        early: What was asked while the manifests were rendered, used once: there may be new kinds later.
    """

    place: Place
    client: Callable[[], "Client"]
    early: "list[Callable[[], Sequence[Answer]]]"

    @property
    def snapshot(self) -> None:
        return None

    @property
    def namespace(self) -> str:
        return self.place.namespace or self.client().namespace

    def ask(self, rendering: "Rendering") -> "Collected":
        from airkust.cluster.collect import collect

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
