"""What is the user of `airkust diff` asking?

Imported before anything is connected to: it needs little.
"""

from dataclasses import dataclass
from pathlib import Path

from airkust.model.external import External
from airkust.model.profile import Profile


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
        every: Seconds between two comparisons; None for a single one.
        profile: By which rules the change is judged; None for those of each input.
        external: Objects that the site makes, besides those of airkust.toml.
        facts: The file that states what no manifest says; None for that of each input.
    """

    place: Place
    base: str | None
    snapshot: Path | None
    every: float | None
    profile: Profile | None
    external: frozenset[External]
    facts: Path | None
