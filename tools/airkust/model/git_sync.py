"""How is git-sync told to work?

Source: `main.go` of kubernetes/git-sync 4.4, whose flags win over its environment, and the names of 3.x.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from airkust.model.environment import Environment
from airkust.model.image import read_image
from airkust.model.value import Known, Setting, Undetermined
from airkust.model.workload import Container

PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|h|m|s)")
SECONDS: Mapping[str, float] = {"h": 3600, "m": 60, "s": 1, "ms": 0.001}


@dataclass(frozen=True, slots=True)
class Option:
    """An option of git-sync.

    Attributes:
        flags: Its names on the command line, the newest first.
        variables: Those in the environment.
        default: Where nobody sets it.
    """

    flags: Sequence[str]
    variables: Sequence[str]
    default: str

    def of(self, container: Container, environment: Environment) -> Setting:
        """What a container sets it to."""
        written = _flags(container.argv)
        for flag in self.flags:
            if flag in written:
                return Setting(Known(written[flag]))
        for name in self.variables:
            if name in environment.variables:
                return environment.variables[name]
        if environment.unread:
            return Setting(Undetermined(" and ".join(environment.unread)))
        return Setting(Known(self.default))


MAX_FAILURES = Option(
    ("init-max-failures", "max-failures", "max-sync-failures"),
    (
        "GITSYNC_INIT_MAX_FAILURES",
        "GITSYNC_MAX_FAILURES",
        "GIT_SYNC_MAX_FAILURES",
        "GIT_SYNC_MAX_SYNC_FAILURES",
    ),
    "0",
)
"""The failure in a row that ends it, the first one for 0 as well; a negative number stands for none."""

STALE_WORKTREE_TIMEOUT = Option(("stale-worktree-timeout",), ("GITSYNC_STALE_WORKTREE_TIMEOUT",), "0s")
"""How long a checkout stays after a newer one has taken its place; a duration."""


def _flags(argv: Sequence[str]) -> Mapping[str, str]:
    """What a command line says, by the names of the flags."""
    found: dict[str, str] = {}
    for number, word in enumerate(argv):
        flag, equals, value = word.partition("=")
        if flag.startswith("-"):
            found[flag.lstrip("-")] = value if equals else "".join(argv[number + 1 : number + 2])
    return found


def is_git_sync(container: Container) -> bool:
    """Whether a container runs git-sync, as its image says."""
    name = read_image(container.image).repository.rsplit("/", 1)[-1]
    return name in {"git-sync", "git-sync-amd64"}


def seconds(duration: str) -> float | None:
    """A duration as Go writes it, for instance `1h30m`; None where it is none."""
    if duration == "0":
        return 0
    parts = PART.findall(duration)
    if not parts or "".join(number + unit for number, unit in parts) != duration:
        return None
    return sum(float(number) * SECONDS[unit] for number, unit in parts)
