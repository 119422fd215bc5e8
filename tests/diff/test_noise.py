"""What is not compared, because the API server keeps it for itself."""

import copy

from tests.diff.recorded import deployment, read

from airkust.diff.live import LAST_APPLIED
from airkust.diff.noise import bare, explained, ignored


def test_what_the_api_server_keeps_goes() -> None:
    left = bare(read("client-side"))
    assert left["metadata"].keys() == {"annotations", "labels", "name", "namespace"}


def test_annotations_that_somebody_set_stay() -> None:
    assert bare(read("client-side"))["metadata"]["annotations"] == {"team": "data"}


def test_annotations_left_empty_go() -> None:
    body = {"metadata": {"name": "x", "annotations": {LAST_APPLIED: "{}"}}}
    assert bare(body) == {"metadata": {"name": "x"}}


def test_the_body_itself_stays_as_it_is() -> None:
    body = read("client-side")
    before = copy.deepcopy(body)
    bare(body)
    assert body == before


def test_a_manifest_loses_nothing() -> None:
    assert bare(deployment()) == deployment()


def test_ill_typed_metadata_is_left_alone() -> None:
    assert bare({"metadata": ["x"], "kind": "A"}) == {"metadata": ["x"], "kind": "A"}


def test_each_difference_that_is_hidden_names_its_rule() -> None:
    before = {"metadata": {"generation": 1, "uid": "a"}}
    after = {"metadata": {"generation": 2, "uid": "a"}, "status": {}}
    assert [each.rule for each in ignored(before, after)] == ["generation", "status"]


def test_each_rule_says_why() -> None:
    hidden = ignored({"metadata": {"uid": "a"}}, {"metadata": {"uid": "b"}})
    [(each, why)] = explained(hidden)
    assert (each.field, why) == ("metadata.uid", "drawn when the object is made; a dry run draws another one")
