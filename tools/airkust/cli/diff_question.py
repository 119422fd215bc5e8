"""What is the user of `airkust diff` asking?"""

from dataclasses import dataclass
from pathlib import Path

from airkust.cli.choice import Choice


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
class Question:
    """What is asked, as the command line has it.

    Attributes:
        base: The git revision of the three-point view; None without it.
        snapshot: Where the live state is written; None for nowhere.
        choice: By which rules the change is judged, and what is known besides.
        every: Seconds between two comparisons; None for a single one.
    """

    place: Place
    base: str | None
    snapshot: Path | None
    choice: Choice
    every: float | None
