"""Does this text hold a document of its own, and what does it say?

A pod template or an airflow.cfg in a ConfigMap is one string to Kubernetes, and the list of DAG bundles in a
variable one line: shown as such, every difference is the whole text.
"""

import json
from collections.abc import Mapping
from typing import Any

from airkust.errors import InputError
from airkust.model.airflow_cfg import read_cfg
from airkust.parse.documents import documents
from airkust.parse.embedded import POD

Document = Mapping[str, Any] | list[Any]

YAML_NAMES = (".yaml", ".yml")
INI_NAMES = (".cfg", ".ini")


def document(name: str, text: str) -> Document | None:
    """What a text says.

    Args:
        name: The key it stands at; its ending tells YAML and INI. JSON tells itself, and so does a pod.
        text: Any.

    Returns:
        The mapping or list it holds; several YAML documents as one list. None where it holds nothing of
        the kind, or cannot be read.
    """
    if name.endswith(INI_NAMES):
        return read_cfg(text) or None
    if text.lstrip()[:1] in ("{", "[") and (read := _json(text)) is not None:
        return read
    if name.endswith(YAML_NAMES) or POD.search(text):
        return _yaml(text)
    return None


def _json(text: str) -> Document | None:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict | list) else None


def _yaml(text: str) -> Document | None:
    try:
        values = [read.value for read in documents(text.encode("utf-8", "replace"), "text")]
    except InputError:
        return None
    if len(values) > 1:
        return values
    return values[0] if values and isinstance(values[0], dict | list) else None
