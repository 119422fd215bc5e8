"""How does kubeconform get the schemas of a Kubernetes version without a network?

The package kubernetes-validate carries them, but each file refers to one large file of definitions by
URL. kubeconform would fetch that, or compile all of it once per kind. So each kind's file is written
again with only the definitions it reaches, and without descriptions: ten times faster, and offline.
"""

import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from airkust.errors import ToolMissing, UsageError

PACKAGE = "kubernetes-validate"
FORMAT = 1
"""Counts changes of what this module writes, so that an older cache is not read."""
FLOOR = (1, 31)
"""The oldest Kubernetes we promise to validate for."""
DEFINITIONS = "_definitions.json"
GROUP_VERSION_KIND = "x-kubernetes-group-version-kind"
SOURCE_NAME = re.compile(r"v(\d+)\.(\d+)\.0-local-strict")

Json = Any


def available_versions() -> tuple[str, ...]:
    """The Kubernetes minor versions with schemas, oldest first, for instance ("1.31", …, "1.37")."""
    found = [SOURCE_NAME.fullmatch(entry.name) for entry in _package_schemas().iterdir()]
    numbers = sorted((int(match[1]), int(match[2])) for match in found if match)
    return tuple(f"{major}.{minor}" for major, minor in numbers if (major, minor) >= FLOOR)


def require_version(version: str | None) -> str:
    """A minor version there are schemas for: the one given, without "v" and patch; None: the newest.

    Raises:
        UsageError: There are none for it; lists those there are.
    """
    versions = available_versions()
    if version is None:
        return versions[-1]
    minor = re.fullmatch(r"v?(\d+\.\d+)(?:\.\d+)?", version)
    if minor is None or minor[1] not in versions:
        raise UsageError(
            f'there are no schemas of Kubernetes "{version}"', hint=f"choose one of {', '.join(versions)}"
        )
    return minor[1]


def bundle_path(version: str, cache: Path) -> Path:
    """Where the self-contained schemas of a version are kept, whether or not they are made yet."""
    package = importlib.metadata.version(PACKAGE)
    return cache / "schemas" / f"{PACKAGE}-{package}-{FORMAT}" / f"v{version}.0-standalone-strict"


def ensure_bundle(version: str, cache: Path) -> Path:
    """The directory of self-contained schemas, made now if it is not in the cache.

    Several processes may do so at once: each writes its own directory, the first to finish wins.

    Args:
        version: As `require_version` returns it.
        cache: Created if missing.
    """
    bundle = bundle_path(version, cache)
    if bundle.is_dir():
        return bundle
    bundle.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".making-", dir=bundle.parent))
    try:
        source = _package_schemas() / f"v{version}.0-local-strict"
        for name, schema in self_contained(source):
            text = json.dumps(schema, separators=(",", ":"))
            (unfinished / name).write_text(text, encoding="utf-8")
        unfinished.chmod(0o755)  # mkdtemp's 0700 would keep other users of a shared cache out
        _rename_unless_there(unfinished, bundle)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return bundle


def self_contained(source: Path) -> Iterator[tuple[str, Json]]:
    """Name and content of each kind's file, from one version's directory of the package."""
    definitions = {
        name: _slim(definition)
        for name, definition in json.loads((source / DEFINITIONS).read_bytes())["$defs"].items()
    }
    direct = {name: frozenset(_references(definition)) for name, definition in definitions.items()}
    for file in sorted(source.iterdir()):
        content = json.loads(file.read_bytes())
        if file.name == DEFINITIONS or GROUP_VERSION_KIND not in content:
            continue  # a part of a kind, such as an affinity: no document is one
        schema = _slim(content)
        del schema["$id"]  # a URL, to which kubeconform would resolve the references
        reached = _reached(frozenset(_references(schema)), direct)
        yield file.name, {**schema, "$defs": {name: definitions[name] for name in sorted(reached)}}


def _slim(node: Json) -> Json:
    """A copy without descriptions, whose references point into the file itself."""
    if isinstance(node, list):
        return [_slim(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {}
    for key, value in node.items():
        # a mapping under either word is a *property* of that name: CRDs describe JSON schemas
        if isinstance(value, str) and key == "description":
            continue
        if isinstance(value, str) and key == "$ref":
            copy[key] = f"#/$defs/{value.rpartition('/')[2]}"
        else:
            copy[key] = _slim(value)
    return copy


def _references(node: Json) -> Iterator[str]:
    """Names of the definitions a slimmed node refers to directly."""
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value.rpartition("/")[2]
            else:
                yield from _references(value)


def _reached(start: frozenset[str], direct: dict[str, frozenset[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= direct[name] - reached
    return reached


def _rename_unless_there(unfinished: Path, bundle: Path) -> None:
    try:
        os.rename(unfinished, bundle)  # noqa: PTH104 -- atomic, and fails where Path.replace may not
    except OSError:
        if not bundle.is_dir():
            raise


def _package_schemas() -> Path:
    # found without importing it: the package would bring jsonschema along, which costs a tenth of a second
    spec = importlib.util.find_spec("kubernetes_validate")
    if spec is None or not spec.submodule_search_locations:
        raise ToolMissing(f"the package {PACKAGE} is not installed", hint=f"pip install {PACKAGE}")
    return Path(spec.submodule_search_locations[0]) / "kubernetes-json-schema"
