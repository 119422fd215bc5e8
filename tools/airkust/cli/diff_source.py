"""Where do live objects come from: a cluster, or a file that holds what was in one?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from airkust.cli.diff_question import Place

if TYPE_CHECKING:
    from airkust.diff.snapshot import Snapshot
    from airkust.diff.state import Collected
    from airkust.model.rendering import Rendering


class Source(Protocol):
    """What can be asked.

    Attributes:
        snapshot: The file's contents; None for a cluster.
    """

    @property
    def snapshot(self) -> "Snapshot | None": ...

    @property
    def namespace(self) -> str:
        """Where objects go that name none.

        Raises:
            AirkustError: The cluster cannot be reached.
        """

    def ask(self, rendering: "Rendering") -> "Collected":
        """What is live for a rendering.

        Raises:
            AirkustError: Nothing is answered at all.
        """


@contextmanager
def source(place: Place) -> Iterator[Source]:
    """The source the command line names; a cluster is being connected to from now on.

    Raises:
        AirkustError: There is no such file or kubeconfig.
    """
    # only what is needed until kubectl starts: the rest is imported while it does
    if place.against:
        from airkust.cli.diff_file import load  # noqa: PLC0415 -- see above

        yield load(place, place.against)
        return
    from airkust.cli.diff_cluster import connected  # noqa: PLC0415 -- see above

    with connected(place) as cluster:
        yield cluster
