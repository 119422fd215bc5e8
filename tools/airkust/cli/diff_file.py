"""What was in the cluster, by a snapshot's word?"""

from dataclasses import dataclass
from pathlib import Path

from airkust.cli.diff_question import Place
from airkust.diff import snapshot
from airkust.diff.snapshot import Snapshot
from airkust.diff.state import Collected
from airkust.errors import InputError
from airkust.model.rendering import Rendering


@dataclass(frozen=True, slots=True)
class Recorded:
    """A snapshot, a `Source`."""

    snapshot: Snapshot
    namespace: str

    def ask(self, rendering: Rendering) -> Collected:
        return snapshot.beside(rendering, self.snapshot, namespace=self.namespace)


def load(place: Place, file: Path) -> Recorded:
    """The snapshot in a file.

    Raises:
        InputError: It cannot be read, or holds none.
    """
    try:
        recorded = snapshot.load(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    return Recorded(recorded, place.namespace or recorded.namespace)
