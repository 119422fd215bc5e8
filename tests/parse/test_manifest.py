"""Documents become objects, or the message says why not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.errors import InputError
from airkust.model.resource import ResourceId, Source
from airkust.parse import parse

OBJECT = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\n"

REFUSED = {
    "a list": (b"- a", "in:1: a list where a Kubernetes object is expected"),
    "a word": (b"hello", "in:1: a word where a Kubernetes object is expected"),
    "a number": (b"---\n12", "in:2: a value where a Kubernetes object is expected"),
    "no apiVersion": (b"kind: Pod\nmetadata: {name: a}", "in:1: Pod apiVersion is missing"),
    "no kind": (b"apiVersion: v1\nmetadata: {name: a}", "in:1: kind is missing"),
    "a kind that is no text": (b"apiVersion: v1\nkind: [Pod]", "in:1: kind is not a string"),
    "no metadata": (b"apiVersion: v1\nkind: Pod", "in:1: Pod metadata.name is missing"),
    "an empty name": (OBJECT % b"''", "in:1: ConfigMap metadata.name is missing"),
    "a name that is a number": (OBJECT % b"1", "in:1: ConfigMap metadata.name is not a string"),
    "nothing": (b"# nothing here\n---\n", "in renders no object"),
    "an empty list of objects": (b"apiVersion: v1\nkind: List\nitems: []", "in renders no object"),
    "one object twice": (OBJECT % b"a" + b"---\n" + OBJECT % b"a", "in:5: ConfigMap/a stands twice"),
    "a word in a list of objects": (b"kind: List\nitems:\n- a", "in:3: a word where a Kubernetes object"),
    "a kustomization": (
        b"apiVersion: kustomize.config.k8s.io/v1\nkind: Kustomization",
        "in:1: a kustomization, not a rendered",
    ),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_object_is_refused_with_its_line(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(data, name="in")
    assert caught.value.message.startswith(message)


def test_an_object_knows_what_it_is() -> None:
    data = b"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: ns}"
    [resource] = parse(data, name="in")
    assert resource.id == ResourceId("Deployment", "a", "ns", "apps")


def test_an_object_of_a_file_comes_from_the_line_its_document_starts_on() -> None:
    data = OBJECT % b"a" + b"---\n# Source: chart/templates/b.yaml\n" + OBJECT % b"b"
    assert [resource.source for resource in parse(data, name="in")] == [Source("in", 1), Source("in", 6)]


def test_a_list_is_taken_apart_in_order() -> None:
    data = b"""\
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Secret, metadata: {name: a}}
  - apiVersion: v1
    kind: ConfigMapList
    items:
      - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
  - {apiVersion: v1, kind: Secret, metadata: {name: c}}
"""
    found = [(str(resource.id), str(resource.source)) for resource in parse(data, name="in")]
    assert found == [("Secret/a", "in:4"), ("ConfigMap/b", "in:8"), ("Secret/c", "in:9")]


def test_two_namespaces_may_hold_the_same_name() -> None:
    data = OBJECT % b"a, namespace: x" + b"---\n" + OBJECT % b"a, namespace: y"
    assert len(parse(data, name="in")) == 2


def test_json_is_yaml() -> None:
    data = b'{"apiVersion": "v1", "kind": "Pod",\n\t"metadata": {"name": "a"}}'
    assert str(parse(data, name="in").resources[0].id) == "Pod/a"


def test_no_message_repeats_the_data_of_a_secret() -> None:
    data = b"kind: Secret\napiVersion: v1\nmetadata: {name: a}\nstringData: {k: hunter2}\ndata: hunter2: x"
    with pytest.raises(InputError) as caught:
        parse(data, name="in")
    assert "hunter2" not in caught.value.message


BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["a", "Pod", "ConfigMap", "List", "v1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["apiVersion", "kind", "metadata", "name", "items", "spec", "data", "x.yaml"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(st.lists(BODIES, max_size=3))
def test_any_documents_are_objects_or_refused(bodies: list[object]) -> None:
    data = "\n---\n".join(json.dumps(body) for body in bodies).encode()
    try:
        names = [resource.name for resource in parse(data, name="in")]
    except InputError as error:
        names = [error.message]
    assert all(names)
