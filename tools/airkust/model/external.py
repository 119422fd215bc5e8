"""Which objects does a site make itself, outside the manifests?"""

from collections.abc import Iterable
from dataclasses import dataclass

from airkust.errors import UsageError


@dataclass(frozen=True, order=True, slots=True)
class External:
    """An object somebody promises to make outside the rendering, in whichever namespace asks for it."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"


def read_externals(entries: Iterable[str], where: str) -> frozenset[External]:
    """The objects that are declared as `KIND/NAME`.

    Args:
        entries: For instance `Secret/airflow-secrets`.
        where: What to call their place in errors: an option, or a key of a file.

    Raises:
        UsageError: An entry is written otherwise.
    """
    return frozenset(_read(entry, where) for entry in entries)


def _read(entry: str, where: str) -> External:
    kind, _, name = entry.partition("/")
    if not kind or not name or "/" in name or not kind[0].isupper():
        raise UsageError(f'{where}: "{entry}" is not KIND/NAME', hint="for instance Secret/airflow-secrets")
    return External(kind, name)
