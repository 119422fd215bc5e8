"""What is one Kubernetes object, and where does it come from?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from airkust.model import tree


@dataclass(frozen=True, order=True, slots=True)
class ResourceId:
    """Identity of an object as a person says it: `Deployment/airflow-scheduler`.

    Attributes:
        api_group: The part of apiVersion before the slash; "" for the core group.
        namespace: "" where the manifest names none.
    """

    kind: str
    name: str
    namespace: str = ""
    api_group: str = ""

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"


@dataclass(frozen=True, order=True, slots=True)
class Source:
    """A place in a file somebody can open.

    Attributes:
        file: Path as the user would type it, relative to where airkust was started; "-" for stdin.
        line: Counted from 1; None where only the file is known.
    """

    file: str
    line: int | None = None

    @property
    def is_local_file(self) -> bool:
        """Whether it is a file here: neither standard input nor one of a remote base."""
        return self.file != "-" and "//" not in self.file  # a remote base: REPOSITORY//PATH

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Resource:
    """One object as it was rendered.

    Attributes:
        body: The document; never to be changed.
        source: The overlay, base or component file that made the object (kustomize's origin
            annotation), or its place in the rendered file.
    """

    id: ResourceId
    api_version: str
    body: Mapping[str, Any] = field(repr=False)  # no repr: a Secret's data must not reach a log
    source: Source | None = None

    @property
    def kind(self) -> str:
        return self.id.kind

    @property
    def name(self) -> str:
        return self.id.name

    @property
    def namespace(self) -> str:
        return self.id.namespace

    @property
    def labels(self) -> Mapping[str, str]:
        return tree.labels(self.body, "metadata", "labels")

    @property
    def annotations(self) -> Mapping[str, str]:
        return tree.labels(self.body, "metadata", "annotations")
