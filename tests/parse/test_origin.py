"""kustomize's origin annotations become file names, and go."""

import pytest

from airkust.parse import parse

OBJECT = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  annotations:
    config.kubernetes.io/origin: |
{note}
"""


def source(note: str, relative_to: str | None = "/home/me/repo") -> str:
    indented = "\n".join(f"      {line}" for line in note.splitlines())
    data = OBJECT.format(note=indented).encode()
    [resource] = parse(data, name="overlays/dev", origin_root="/tmp/wrapper", relative_to=relative_to)  # noqa: S108 -- a path to compute with, no file
    return str(resource.source)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("path: ../../home/me/repo/base/deployment.yaml", "base/deployment.yaml"),
        ("path: ../../home/me/shared/job.yaml", "../shared/job.yaml"),
        (
            "configuredIn: ../../home/me/repo/base/kustomization.yaml\nconfiguredBy: {kind: Generator}",
            "base/kustomization.yaml",
        ),
        (
            "path: base/x.yaml\nrepo: https://example.org/airflow\nref: v1",
            "https://example.org/airflow//base/x.yaml?ref=v1",
        ),
        ("nothing: useful", "None"),
        ("path: [broken", "None"),
    ],
)
def test_an_origin_is_a_path_as_the_user_would_type_it(note: str, expected: str) -> None:
    assert source(note) == expected


def test_a_path_stays_absolute_where_nobody_stands_anywhere() -> None:
    assert source("path: ../../srv/x.yaml", relative_to=None) == "/srv/x.yaml"


def test_the_annotation_leaves_no_trace_in_the_object() -> None:
    data = OBJECT.format(note="      path: x.yaml").encode()
    [resource] = parse(data, name="overlays/dev", origin_root="/wrapper")
    assert resource.body["metadata"] == {"name": "a"}


def test_other_annotations_stay() -> None:
    data = OBJECT.format(note="      path: x.yaml").encode() + b"    mine: kept\n"
    [resource] = parse(data, name="overlays/dev", origin_root="/wrapper")
    assert resource.body["metadata"]["annotations"] == {"mine": "kept"}


def test_an_annotation_in_a_plain_file_is_the_users_own() -> None:
    data = OBJECT.format(note="      path: x.yaml").encode()
    [resource] = parse(data, name="rendered.yaml")
    assert (str(resource.source), "annotations" in resource.body["metadata"]) == ("rendered.yaml:1", True)
