"""Documents inside strings are compared field by field."""

import json
from typing import Any

import pytest

from airkust.diff.change import text
from airkust.diff.walk import compare_bodies, inner_changes

POD = """\
kind: Pod  # {comment}
spec:
  containers:
  - name: base
    image: {image}
    env:
    - name: B
      value: "1"
"""
BUNDLES = "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST"


def inside(key: str, before: str, after: str) -> list[tuple[str, Any, Any]]:
    found = inner_changes(("data", key), before, after)
    return [(each.field, each.before, each.after) for each in found]


@pytest.mark.parametrize("key", ["pod_template.yaml", "template"])
def test_a_pod_is_compared_by_the_keys_of_a_pod(key: str) -> None:
    before, after = POD.format(comment="", image="a:1"), POD.format(comment="", image="a:2")
    after = after.replace("    - name: B", '    - name: A\n      value: "0"\n    - name: B')
    pod = f"{text(('data', key))}.spec.containers[name=base]"
    assert inside(key, before, after) == [
        (f"{pod}.image", "a:1", "a:2"),
        (f"{pod}.env[name=A]", None, {"name": "A", "value": "0"}),
    ]


def test_settings_of_an_ini_file_are_compared_by_section() -> None:
    before, after = "[core]\nparallelism = 32\n", "# more\n[core]\nparallelism = 64\n[new]\na = b\n"
    assert inside("airflow.cfg", before, after) == [
        ('data["airflow.cfg"].core.parallelism', "32", "64"),
        ('data["airflow.cfg"].new', None, {"a": "b"}),
    ]


def test_json_is_known_by_its_first_character() -> None:
    before = json.dumps([{"name": "dags", "kwargs": {"ref": "main"}}])
    after = json.dumps([{"name": "new"}, {"name": "dags", "kwargs": {"ref": "v2"}}], indent=1)
    assert inside(BUNDLES, before, after) == [
        (f"data.{BUNDLES}[0]", None, {"name": "new"}),
        (f"data.{BUNDLES}[0].kwargs.ref", "main", "v2"),
    ]


def test_documents_of_a_stream_are_told_apart_by_their_names() -> None:
    one, two, changed = ({"metadata": {"name": name}, "x": x} for name, x in (("a", 1), ("b", 1), ("b", 2)))
    before, after = (f"{json.dumps(one)}\n---\n{json.dumps(each)}" for each in (two, changed))
    assert inside("all.yaml", before, after) == [('data["all.yaml"][1].x', 1, 2)]


def test_a_document_in_a_document_is_compared_too() -> None:
    before, after = ("spec:\n  config: '" + json.dumps({"a": each}) + "'\n" for each in (1, 2))
    [outer] = inner_changes(("data", "x.yaml"), before, after)
    assert [each.field for each in outer.inner] == ['data["x.yaml"].spec.config.a']


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("p.yaml", POD.format(comment="one", image="a"), POD.format(comment="two", image="a")),
        ("x.json", '{"a":1}', '{ "a": 1 }'),
        ("a.cfg", "[core]\na=1", "[core]\na = 1"),
    ],
)
def test_other_words_for_the_same_document_have_no_changes_inside(key: str, before: str, after: str) -> None:
    assert inside(key, before, after) == []


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("run.sh", "echo 1\necho 2", "echo 1\necho 3"),
        ("x.yaml", "just text", "other text"),
        ("x.yaml", "a: [", "a: 1"),
        ("x.yaml", "a: 1", "- a"),
        ("x.json", "{", "{}"),
        ("x.json", "[" * 100_000, "[]"),
        ("x.json", "[" * 600 + "]" * 600, "[" * 600 + "1" + "]" * 600),
        ("airflow.cfg", "no section", "[core]\na=1"),
        ("airflow.cfg", "[core]\nkey\n  more", "[core]\na=1"),
        ("x", "", "\ud800"),
    ],
)
def test_what_holds_no_document_or_cannot_be_read_stays_text(key: str, before: str, after: str) -> None:
    assert inside(key, before, after) == []


def test_a_variable_shows_the_changes_inside_its_json() -> None:
    def deployment(ref: str) -> dict[str, Any]:
        variable = {"name": BUNDLES, "value": json.dumps([{"name": "dags", "kwargs": {"ref": ref}}])}
        return {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "a", "env": [variable]}]}}

    [change] = compare_bodies(deployment("main"), deployment("v2"))
    assert [each.field for each in change.inner] == [
        f"spec.containers[name=a].env[name={BUNDLES}].value[0].kwargs.ref"
    ]
