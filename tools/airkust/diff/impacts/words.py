"""How are numbers, lists and commands written in a consequence?"""

import shlex
from collections.abc import Iterable, Sequence

from airkust.model.resource import ResourceId


def counted(number: int, noun: str) -> str:
    """`1 pod`, `2 pods`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def joined(words: Iterable[object]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = [str(word) for word in words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def shortened(words: Sequence[object], most: int = 3) -> str:
    """The same, of a long list the first ones: `a, b, c and 4 more`."""
    more = len(words) - most
    return joined(words) if more <= 0 else joined([*words[:most], f"{more} more"])


def kubectl(verb: str, of: ResourceId, *options: str) -> str:
    """A command line about one object: `kubectl delete statefulset/airflow-worker -n airflow`."""
    kind = f"{of.kind.lower()}.{of.api_group}" if "." in of.api_group else of.kind.lower()
    where = ("-n", of.namespace) if of.namespace else ()
    return shlex.join(("kubectl", *verb.split(), f"{kind}/{of.name}", *options, *where))
