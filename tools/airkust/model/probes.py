"""Which pages does the kubelet ask a container for?"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from airkust.model import tree
from airkust.model.workload import Container

KINDS = ("startupProbe", "readinessProbe", "livenessProbe")


@dataclass(frozen=True, slots=True)
class HttpProbe:
    """A probe that asks over HTTP.

    Attributes:
        kind: startupProbe, readinessProbe or livenessProbe.
        path: Without the query; "/" where none is written.
        field: Where the path stands, or would.
    """

    kind: str
    path: str
    field: str


def http_probes(container: Container) -> Iterator[HttpProbe]:
    """The HTTP probes of a container, in the order the kubelet starts to ask."""
    for kind in KINDS:
        if asked := tree.mapping(container.body, kind, "httpGet"):
            path = "/" + tree.text(asked, "path").lstrip("/")
            path = urlsplit(path).path.rstrip("/") or "/"
            yield HttpProbe(kind, path, container.field_of(kind, "httpGet", "path"))
