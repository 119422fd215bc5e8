"""What does the kubelet ask a container, how often, and for how long does it accept no answer?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from airkust.model import tree
from airkust.model.field_path import Part
from airkust.model.index import ResourceIndex
from airkust.model.mounts import file_at
from airkust.model.workload import Container, Workload

KINDS = ("startupProbe", "readinessProbe", "livenessProbe")


HANDLERS = ("exec", "grpc", "httpGet", "tcpSocket")
PERIOD, TIMEOUT, FAILURES = 10, 1, 3
"""The defaults of Kubernetes: periodSeconds, timeoutSeconds, failureThreshold."""


@dataclass(frozen=True, eq=False)
class Probe:
    """One probe of a container, with the defaults of Kubernetes filled in. Times are in seconds.

    Attributes:
        kind: startupProbe, readinessProbe or livenessProbe.
        body: As written.
    """

    container: Container
    kind: str
    body: Mapping[str, Any]

    @property
    def initial_delay(self) -> int:
        return self._number("initialDelaySeconds", 0, least=0)

    @property
    def period(self) -> int:
        return self._number("periodSeconds", PERIOD)

    @property
    def timeout(self) -> int:
        return self._number("timeoutSeconds", TIMEOUT)

    @property
    def failures(self) -> int:
        return self._number("failureThreshold", FAILURES)

    @property
    def patience(self) -> int:
        """How long a container may be broken before the kubelet acts, at the least.

        The first failure may come at once, and the last one `failures - 1` periods later.
        """
        return self.period * (self.failures - 1)

    @property
    def startup_allowance(self) -> int:
        """How long a container may take to answer for the first time."""
        return self.initial_delay + self.period * self.failures

    @property
    def pace(self) -> str:
        """How it counts, for messages."""
        return f"failureThreshold {self.failures}, periodSeconds {self.period}"

    @property
    def handler(self) -> Mapping[str, Any]:
        """What is asked: exec, httpGet, tcpSocket or grpc, without the numbers."""
        return {name: self.body[name] for name in HANDLERS if self.body.get(name) is not None}

    @property
    def command(self) -> tuple[str, ...]:
        """The command of an exec probe; () for any other."""
        return tree.texts(self.body, "exec", "command")

    def field_of(self, *path: Part) -> str:
        """The path of something inside the probe, for `Violation.field`."""
        return self.container.field_of(self.kind, *path)

    def script(self, index: ResourceIndex, workload: Workload) -> str:
        """The command of an exec probe, and the text of the files from ConfigMaps that it names."""
        files = (
            file_at(index, workload, self.container, word) for word in self.command if word.startswith("/")
        )
        return "\n".join([" ".join(self.command), *(file.text for file in files if file and file.text)])

    def _number(self, name: str, default: int, *, least: int = 1) -> int:
        value = self.body.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= least else default


def probe_of(container: Container, kind: str) -> Probe | None:
    """The probe of that kind; None where the container has none that asks anything."""
    probe = Probe(container, kind, tree.mapping(container.body, kind))
    return probe if probe.handler else None


def probes(container: Container) -> Iterator[Probe]:
    """All probes of a container, in the order the kubelet starts to ask."""
    for kind in KINDS:
        if probe := probe_of(container, kind):
            yield probe


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
