"""Where do live objects come from: a cluster, or a file that holds what was in one?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from airkust.cli.terminal import counting
from airkust.diff.comparison import Against
from airkust.diff.snapshot import Snapshot, beside, load
from airkust.diff.state import Collected
from airkust.errors import InputError
from airkust.model.rendering import Rendering

REQUEST_SECONDS = 30.0
"""For one answer of the API server, which waits that long for a webhook (`timeoutSeconds` is 30 at most)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which live objects are meant, as the command line has it.

    Attributes:
        namespace: Where objects go that name none; None for that of the context.
        manager: The field manager to compare as; None for the one that applied each object.
        against: The snapshot to compare with, and no cluster.
    """

    context: str | None
    kubeconfig: Path | None
    namespace: str | None
    read_only: bool
    manager: str | None
    against: Path | None
    quiet: bool


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
    # what a snapshot does not need
    from airkust.cluster.collect import collect  # noqa: PLC0415 -- see above
    from airkust.cluster.connection import connect  # noqa: PLC0415 -- see above
    from airkust.render.kubectl import kubectl  # noqa: PLC0415 -- see above

    with connect(
        kubectl(),
        kubeconfig=place.kubeconfig,
        context=place.context,
        read_only=place.read_only,
        timeout=REQUEST_SECONDS,
    ) as client:

        def ask(rendering: Rendering) -> Collected:
            with counting("comparing", quiet=place.quiet) as told:
                return collect(
                    client,
                    rendering,
                    namespace=place.namespace,
                    read_only=place.read_only,
                    manager=place.manager,
                    told=told,
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
