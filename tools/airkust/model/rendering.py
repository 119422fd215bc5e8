"""What is one rendered overlay?"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.resource import Resource


@dataclass(frozen=True, eq=False)
class Rendering:
    """Every object of one overlay or file, in the order they were rendered.

    Attributes:
        name: What the user calls it: an overlay directory, a file, or "-".
        resources: Never empty; no object twice.
    """

    name: str
    resources: tuple[Resource, ...]

    def __len__(self) -> int:
        return len(self.resources)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources)
