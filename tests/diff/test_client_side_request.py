"""What does `kubectl apply` take away from an object that it applied before?"""

from typing import Any

from tests.diff.recorded import container, deployment, live

from airkust.diff.live import LAST_APPLIED, Live
from airkust.diff.local import client_side_request, predict
from airkust.diff.noise import bare
from airkust.model.resource import ResourceId


def widget(spec: dict[str, Any]) -> dict[str, Any]:
    metadata = {"name": "w", "namespace": "airflow"}
    return {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": metadata, "spec": spec}


def test_nothing_goes_where_nothing_was_given_up() -> None:
    known = live("client-side")
    assert bare(predict(deployment(), known)) == bare(known.body)


def test_what_is_no_longer_in_the_manifest_goes() -> None:
    known, desired = live("client-side"), deployment()
    del container(desired)["env"][0]
    left = client_side_request(desired, known)
    assert [each["name"] for each in container(dict(left))["env"]] == ["B", "E"]


def test_what_others_added_stays() -> None:
    known, desired = live("client-side-then-changed"), deployment()
    del container(desired)["env"][0]
    left = client_side_request(desired, known)
    assert [each["name"] for each in container(dict(left))["env"]] == ["B", "E", "C"]


def test_the_note_itself_stays_where_all_annotations_are_given_up() -> None:
    known, desired = live("client-side"), deployment()
    del desired["metadata"]["annotations"]
    left = client_side_request(desired, known)
    assert LAST_APPLIED in left["metadata"]["annotations"]
    assert "team" not in left["metadata"]["annotations"]


def test_all_labels_go_with_the_mapping() -> None:
    known, desired = live("client-side"), deployment()
    del desired["metadata"]["labels"]
    left = client_side_request(desired, known)
    assert "labels" not in left["metadata"]


def test_a_list_of_a_custom_resource_is_replaced_whole() -> None:
    desired = widget({"items": [{"name": "a"}]})
    found = widget({"items": [{"name": "a", "filled": 1}, {"name": "theirs"}], "kept": 1})
    left = client_side_request(
        desired, Live(ResourceId("Widget", "w", "airflow", "example.com"), found, desired)
    )
    assert left["spec"] == {"items": [{"name": "a"}], "kept": 1}
