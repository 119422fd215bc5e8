"""Which objects do not match their schema, and where were they written?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from airkust.errors import ToolFailed, UsageError
from airkust.model.finding import Finding, Severity
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.result import CheckResult
from airkust.parse import ReadSource, locate
from airkust.schema.bundles import ensure_bundle
from airkust.schema.kubeconform import Answer, ask, require_kubeconform
from airkust.schema.verdict import defects
from airkust.workspace.cache import cache_dir

INVALID = "invalid-manifest"
UNKNOWN_KIND = "unknown-kind"
CATALOG = "{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json"
FLAT = "{{ .ResourceKind }}{{ .KindSuffix }}.json"


@dataclass(frozen=True, slots=True)
class Schemas:
    """Against what to validate.

    Attributes:
        kubernetes_version: A minor version, as `require_version` returns it.
        extra: Directories with schemas of further kinds, looked at first.
    """

    kubernetes_version: str
    extra: tuple[Path, ...] = ()


def validate(renderings: Sequence[Rendering], schemas: Schemas, read: ReadSource) -> list[CheckResult]:
    """Judge several renderings with one run of kubeconform.

    Args:
        renderings: In the order of the results.
        schemas: Against what.
        read: Gives the bytes of a source file, to find lines.

    Raises:
        UsageError: An extra directory does not exist.
        ToolMissing: There is no kubeconform.
        ToolFailed: kubeconform gave no verdict on some document. Nothing passes unseen.
    """
    for directory in schemas.extra:
        if not directory.is_dir():
            raise UsageError(f"--schema-dir {directory}: no such directory")
    cache = cache_dir()
    program = require_kubeconform(cache)
    bundle = ensure_bundle(schemas.kubernetes_version, cache)
    locations = [str(directory / layout) for directory in schemas.extra for layout in (CATALOG, FLAT)]
    locations.append(str(bundle / FLAT))
    documents = [json.dumps(resource.body).encode() for rendering in renderings for resource in rendering]
    answers = iter(
        ask(
            documents,
            program=program,
            kubernetes_version=f"{schemas.kubernetes_version}.0",
            locations=locations,
        )
    )
    return [
        CheckResult(
            rendering.name,
            len(rendering),
            tuple(
                finding
                for resource in rendering
                for finding in _findings(resource, next(answers), schemas, bundle, read)
            ),
        )
        for rendering in renderings
    ]


def _findings(
    resource: Resource, answer: Answer, schemas: Schemas, bundle: Path, read: ReadSource
) -> Iterator[Finding]:
    if (answer.kind, answer.name) != (resource.id.kind, resource.id.name):
        raise ToolFailed(
            f"kubeconform answered for {answer.kind}/{answer.name} when asked about {resource.id}"
        )
    version = schemas.kubernetes_version
    if answer.status == "statusInvalid":
        for defect in defects(resource, answer.message):
            yield Finding(
                rule=INVALID,
                severity=Severity.ERROR,
                subject=resource.id,
                message=defect.message,
                field=defect.field,
                fix=f"kubectl explain {resource.id.kind.lower()} lists the fields of Kubernetes {version}.",
                source=locate(resource, defect.field, read),
            )
    elif answer.message.startswith("could not find schema"):
        yield Finding(
            rule=UNKNOWN_KIND,
            severity=Severity.ERROR,
            subject=resource.id,
            message=f"Kubernetes {version} has no {resource.api_version} {resource.id.kind}",
            field="apiVersion",
            fix=_fix_of_unknown_kind(resource, bundle),
            source=locate(resource, "apiVersion", read),
        )
    elif answer.status != "statusValid":
        raise ToolFailed(f"kubeconform did not judge {resource.id}: {answer.message}")


def _fix_of_unknown_kind(resource: Resource, bundle: Path) -> str:
    """The versions that are served, else where to put the schema of a custom resource."""
    kind = resource.id.kind
    served = sorted(
        {
            value
            for file in bundle.glob(f"{kind.lower()}-*.json")
            for value in json.loads(file.read_bytes())["properties"]["apiVersion"]["enum"]
        }
    )
    if served:
        return f"Use {' or '.join(served)}."
    group, _, version = resource.api_version.rpartition("/")
    return f"Give its schema: --schema-dir DIR with {group or version}/{kind.lower()}_{version}.json in it."
