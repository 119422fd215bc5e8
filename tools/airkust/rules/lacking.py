"""What do containers lack, said in as few words as the pod allows?"""

from collections.abc import Sequence

from airkust.model.workload import Container


def by_lack(lacking: Sequence[tuple[Container, str]], of: str = "") -> str:
    """For instance `no cpu for container "a", no cpu and no memory for containers "b" and "c"`.

    Args:
        lacking: The containers, each with what it lacks, for instance `cpu and no memory`.
        of: Of what, for instance ` of ephemeral-storage`.
    """
    groups: dict[str, list[str]] = {}
    for container, lacks in lacking:
        groups.setdefault(lacks, []).append(f'"{container.name}"')
    return ", ".join(f"no {lacks}{of} for {_named(names)}" for lacks, names in groups.items())


def _named(names: Sequence[str]) -> str:
    *others, last = names
    return f"containers {', '.join(others)} and {last}" if others else f"container {last}"
