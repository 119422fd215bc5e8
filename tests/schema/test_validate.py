"""Does validating work through its input once?"""

import pytest

from airkust.parse import parse
from airkust.schema import prepare, validate

INVALID = b"""\
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
datum: x
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b}
datum: x
"""


@pytest.mark.usefixtures("kubeconform")
def test_a_source_is_read_once_for_all_its_findings() -> None:
    asked: list[str] = []

    def read(file: str) -> bytes:
        asked.append(file)
        return INVALID

    validate([parse(INVALID, name="in.yaml")], prepare(None), read)
    assert asked == ["in.yaml"]
