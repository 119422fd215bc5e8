"""YAML inside a ConfigMap is read, too."""

import pytest

from airkust.model.index import Embedded
from airkust.model.resource import ResourceId
from airkust.parse import parse

CONFIG_MAP = """\
apiVersion: v1
kind: ConfigMap
metadata: {{name: a}}
data:
  {key}: |
{text}
"""


def embedded(key: str, text: str) -> dict[str, Embedded]:
    indented = "\n".join(f"    {line}" for line in text.splitlines())
    rendering = parse(CONFIG_MAP.format(key=key, text=indented).encode(), name="in")
    assert all(holder == ResourceId("ConfigMap", "a") for holder, _ in rendering.embedded)
    return {found: value for (_, found), value in rendering.embedded.items()}


@pytest.mark.parametrize("key", ["pod_template.yaml", "template"])
def test_a_pod_is_recognised_by_its_key_or_by_its_kind(key: str) -> None:
    assert embedded(key, "kind: Pod\nspec: {}") == {key: Embedded({"kind": "Pod", "spec": {}})}


def test_other_text_is_no_document() -> None:
    assert embedded("airflow.cfg", "[core]\nexecutor = LocalExecutor") == {}


def test_what_cannot_be_read_says_why() -> None:
    why = 'x.yaml:2: duplicate key "a" in the document, already on line 1'
    assert embedded("x.yaml", "a: 1\na: 2") == {"x.yaml": Embedded(None, why)}


def test_several_documents_are_no_pod_template() -> None:
    assert embedded("x.yaml", "a: 1\n---\nb: 2") == {
        "x.yaml": Embedded(None, "x.yaml holds 2 documents instead of one")
    }
