"""How are places in the page named, each by a name of its own?"""

import re

UNFIT = re.compile(r"[^a-z0-9]+")


class Ids:
    """Hands out ids: readable, and none twice."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def __call__(self, *words: str) -> str:
        """An id that says these words."""
        base = UNFIT.sub("-", " ".join(words).lower()).strip("-") or "part"
        count = self._given[base] = self._given.get(base, 0) + 1
        return base if count == 1 else self(f"{base} {count}")
