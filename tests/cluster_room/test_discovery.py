"""Which kinds an API server has.

The answers are those of a real one (Kubernetes 1.37, with a group whose own server is down), of a few kinds.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from airkust.cluster.answer import Answer
from airkust.cluster.discovery import ApiKind, Kinds, aggregated, listed

RECORDED = Path(__file__).parent / "recorded"


def recorded(name: str) -> Any:  # noqa: ANN401 -- an answer as it came
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


def everything() -> Kinds:
    return aggregated([recorded("api-aggregated"), recorded("apis-aggregated")])


def without_verbs(kind: ApiKind | None) -> tuple[str, str, bool] | None:
    return (kind.api_version, kind.plural, kind.namespaced) if kind else None


@pytest.mark.parametrize(
    ("version", "kind", "expected"),
    [
        ("v1", "ConfigMap", ("v1", "configmaps", True)),
        ("v1", "Namespace", ("v1", "namespaces", False)),
        ("example.org/v1", "Widget", ("example.org/v1", "widgets", True)),
        ("autoscaling/v2", "HorizontalPodAutoscaler", ("autoscaling/v2", "horizontalpodautoscalers", True)),
        (
            "rbac.authorization.k8s.io/v1",
            "ClusterRole",
            ("rbac.authorization.k8s.io/v1", "clusterroles", False),
        ),
        ("v1", "Widget", None),
    ],
)
def test_kinds_are_found_by_version(version: str, kind: str, expected: tuple[str, str, bool] | None) -> None:
    assert without_verbs(everything().get(version, kind)) == expected


def test_what_can_be_done_with_a_kind_is_known() -> None:
    found = everything().get("v1", "ConfigMap")
    assert found is not None
    assert {"get", "list", "patch"} <= found.verbs


def test_the_version_the_server_prefers_comes_first() -> None:
    versions = everything().versions("autoscaling", "HorizontalPodAutoscaler")
    assert [each.api_version for each in versions] == ["autoscaling/v2", "autoscaling/v1"]


def test_a_group_whose_server_is_down_is_told_from_one_that_is_not_there() -> None:
    assert everything().silent == {"metrics.k8s.io"}


def test_a_server_without_one_document_gives_the_same() -> None:
    found = listed([("v1", Answer(200, recorded("api-v1")))])
    assert found.get("v1", "ConfigMap") == everything().get("v1", "ConfigMap")


def test_a_version_that_is_not_there_has_no_kinds() -> None:
    found = listed([("example.org/v1", Answer(404, {"reason": "NotFound"}))])
    assert (found.known, found.silent) == ({}, frozenset())


def test_a_version_that_does_not_answer_is_silent() -> None:
    assert listed([("metrics.k8s.io/v1beta1", Answer(503))]).silent == {"metrics.k8s.io"}


@pytest.mark.parametrize(
    "document",
    [None, [], {"items": {}}, {"items": [3, {"versions": [{"resources": [{"responseKind": []}, "x"]}]}]}],
)
def test_an_odd_document_has_no_kinds(document: object) -> None:
    assert aggregated([document]).known == {}
