"""A patch as `kubectl diff` writes it: what `diff -u -N` finds, the same bytes every time."""

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.diff.comparisons import (
    ALL,
    EVERY_KIND,
    NOW,
    SAME,
    SCHEDULER_CHANGED,
    SERVICE,
    hostile,
    of,
)

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.model.resource import ResourceId
from airkust.report.diff import unified


def test_a_changed_object_is_a_patch() -> None:
    name = "apps.v1.Deployment.airflow.airflow-scheduler"
    assert unified.render([of(SCHEDULER_CHANGED)], now=NOW) == (
        f"diff -u -N LIVE/{name} MERGED/{name}\n"
        f"--- LIVE/{name}\n"
        f"+++ MERGED/{name}\n"
        "@@ -4,9 +4,9 @@\n"
        "   name: airflow-scheduler\n"
        "   namespace: airflow\n"
        " spec:\n"
        "-  replicas: 3\n"
        "+  replicas: 2\n"
        "   template:\n"
        "     spec:\n"
        "       containers:\n"
        "-      - image: apache/airflow:3.3.1\n"
        "+      - image: apache/airflow:3.3.2\n"
        "         name: airflow\n"
    )


def test_a_created_object_comes_from_nothing() -> None:
    body = {"apiVersion": "v1", "kind": "Service"}
    assert unified.render([of(ObjectDiff(SERVICE, Fate.CREATED, predicted=body))], now=NOW).splitlines()[
        1:
    ] == [
        "--- LIVE/v1.Service.airflow.airflow-api-server",
        "+++ MERGED/v1.Service.airflow.airflow-api-server",
        "@@ -0,0 +1,2 @@",
        "+apiVersion: v1",
        "+kind: Service",
    ]


def test_nothing_to_do_is_nothing() -> None:
    assert unified.render([SAME], now=NOW) == ""


def test_an_orphan_stays() -> None:
    orphan = ObjectDiff(SERVICE, Fate.ORPHANED, live={"kind": "Service"})
    assert unified.render([of(orphan)], now=NOW) == ""


def test_the_same_object_of_two_inputs_is_two_files() -> None:
    names = [name for name, _, _ in unified.trees([of(SCHEDULER_CHANGED), of(SCHEDULER_CHANGED)])]
    assert names == [
        "apps.v1.Deployment.airflow.airflow-scheduler",
        "apps.v1.Deployment.airflow.airflow-scheduler~2",
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "a\0b", "a\nb", "日" * 253])
def test_no_name_leads_out_of_the_tree(name: str) -> None:
    each = ObjectDiff(ResourceId("Secret", name), Fate.CREATED, predicted={"apiVersion": "v1"})
    [(file, _, _)] = unified.trees([of(each)])
    assert file.isprintable()
    assert "/" not in file
    assert len(file.encode()) < 250


def written(trees: Path) -> None:
    """The files a program would be given."""
    for name, live, merged in unified.trees(EVERY_KIND):
        for folder, content in (("LIVE", live), ("MERGED", merged)):
            (trees / folder).mkdir(exist_ok=True)
            if content is not None:
                (trees / folder / name).write_bytes(content)


def test_it_is_what_diff_finds_in_the_trees(tmp_path: Path) -> None:
    written(tmp_path)
    said = subprocess.run(
        ["diff", "-u", "-N", "-r", "LIVE", "MERGED"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    found = sorted(line for line in said.splitlines() if line[:2] not in ("di", "--", "++"))
    ours = unified.render(EVERY_KIND, now=NOW).splitlines()
    assert found == sorted(line for line in ours if line[:2] not in ("di", "--", "++"))


def test_patch_makes_what_would_be_of_what_is(tmp_path: Path) -> None:
    written(tmp_path)
    patch = unified.render([ALL], now=NOW).encode()
    subprocess.run(["patch", "-p1", "-d", "LIVE"], cwd=tmp_path, input=patch, check=True, capture_output=True)
    same = subprocess.run(["diff", "-r", "LIVE", "MERGED"], cwd=tmp_path, check=False)
    assert same.returncode == 0


@given(st.text())
def test_no_text_drives_a_terminal(text: str) -> None:
    lines = unified.render([hostile(text)], now=NOW).split("\n")
    assert all(line.replace("\t", "").isprintable() for line in lines)


def test_the_order_of_keys_is_no_difference() -> None:
    live = {"b": 1, "a": {"d": 1, "c": 2}}
    each = ObjectDiff(SERVICE, Fate.CHANGED, live=live, predicted={"a": {"c": 2, "d": 1}, "b": 1})
    assert unified.render([of(each)], now=NOW) == ""


def test_headers_stand_before_their_hunks() -> None:
    lines = unified.render(EVERY_KIND, now=NOW).splitlines()
    headers = [line for line in lines if line.startswith(("--- ", "+++ ", "@@ "))]
    assert all(after.startswith("+++ ") for line, after in pairwise(headers) if line.startswith("--- "))
