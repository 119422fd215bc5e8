"""Does `airkust diff` say what is wrong with a question, without asking any cluster?"""

import json
import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest
from tests.conftest import AIRKUST, Run

CONFIG_MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: airflow}, data: {x: '1'}}\n"
SNAPSHOT = {
    "kind": "airkust-snapshot",
    "version": 1,
    "at": "2026-01-02T03:04:05+00:00",
    "cluster": "production",
    "serverVersion": "v1.37.1",
    "namespace": "airflow",
    "keyId": "",
    "objects": [],
}


@pytest.fixture
def manifests(tmp_path: Path) -> str:
    file = tmp_path / "manifests.yaml"
    file.write_text(CONFIG_MAP, encoding="utf-8")
    return str(file)


@pytest.fixture
def snapshot(tmp_path: Path) -> str:
    file = tmp_path / "live.json"
    file.write_text(json.dumps(SNAPSHOT), encoding="utf-8")
    return str(file)


@pytest.fixture(autouse=True)
def no_cluster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No kubeconfig anywhere, and a state directory of our own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("KUBECONFIG", "KUBERNETES_SERVICE_HOST", "AIRKUST_DIFF_KEY", "KUBECTL_EXTERNAL_DIFF"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--fail-on", "restarts"], "restart"),
        (["--output", "yaml"], "no format"),
        (["--watch"], "terminal"),
        (["--against", "nowhere.json"], "nowhere.json"),
        (["--kubeconfig", "nowhere"], "nowhere"),
        (["--base", "HEAD", "--against", "nowhere.json"], "nowhere.json"),
        ([], "kubeconfig"),
    ],
)
def test_a_wrong_question_names_what_is_wrong(
    airkust: Run, manifests: str, options: list[str], named: str
) -> None:
    ended = airkust("diff", manifests, *options)
    assert ended.returncode == 2
    assert named in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_terminal_is_told_again_and_again_until_it_is_ended(manifests: str, snapshot: str) -> None:
    ours, theirs = pty.openpty()
    argv = [str(AIRKUST), "diff", manifests, "--against", snapshot, "--watch", "--interval", "1"]
    with subprocess.Popen(argv, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while shown.count(b"1 created") < 4:  # twice in each round: in the report, and in the sum
            shown += os.read(ours, 4096)
        process.terminate()
        assert process.wait(timeout=60) == 128 + signal.SIGTERM
    os.close(ours)


def test_of_several_overlays_one_must_be_named(airkust: Run, tmp_path: Path) -> None:
    (tmp_path / "airkust.toml").write_text(
        "".join(f'[[overlays]]\npath = "{name}"\nprofile = "ha"\n' for name in ("a", "b")), encoding="utf-8"
    )
    ended = airkust("diff", cwd=tmp_path)
    assert (ended.returncode, "a or b" in ended.stderr) == (2, True)


def test_a_manifest_that_cannot_be_read_is_an_error_and_no_difference(
    airkust: Run, snapshot: str, tmp_path: Path
) -> None:
    (tmp_path / "broken.yaml").write_text("a: [", encoding="utf-8")
    ended = airkust("diff", str(tmp_path / "broken.yaml"), "--against", snapshot)
    assert (ended.returncode, "broken.yaml" in ended.stderr) == (2, True)


def test_what_a_snapshot_does_not_hold_would_be_created(airkust: Run, manifests: str, snapshot: str) -> None:
    ended = airkust("diff", manifests, "--against", snapshot, "--output", "json")
    assert ended.returncode == 1
    (comparison,) = json.loads(ended.stdout)["comparisons"]
    assert [each["fate"] for each in comparison["objects"]] == ["created"]


def test_differences_can_leave_the_exit_code_zero(airkust: Run, manifests: str, snapshot: str) -> None:
    assert airkust("diff", manifests, "--against", snapshot, "--exit-zero").returncode == 0


def test_a_snapshot_masked_with_another_key_is_named(airkust: Run, manifests: str, snapshot: str) -> None:
    assert "another key" in airkust("diff", manifests, "--against", snapshot).stderr


def test_a_rendered_file_has_no_revisions(airkust: Run, manifests: str, snapshot: str) -> None:
    ended = airkust("diff", manifests, "--against", snapshot, "--base", "HEAD")
    assert (ended.returncode, "no overlay directory" in ended.stderr) == (2, True)


def test_a_missing_kubectl_is_an_error_and_no_failed_gate(
    airkust: Run, manifests: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRKUST_KUBECTL", "/nowhere/kubectl")
    assert airkust("diff", manifests).returncode == 2


def test_the_external_program_gets_both_trees_with_its_arguments_as_quoted(
    airkust: Run, manifests: str, snapshot: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "program"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$1" "$(ls "$3")"\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("KUBECTL_EXTERNAL_DIFF", f"{program} --ignore='x.y z'")
    ended = airkust("diff", manifests, "--against", snapshot, "--output", "unified")
    assert ended.stdout.splitlines() == ["--ignore=x.y z", "v1.ConfigMap.airflow.a"]


def test_an_external_program_that_fails_is_named(
    airkust: Run, manifests: str, snapshot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUBECTL_EXTERNAL_DIFF", "nowhere-at-all")
    ended = airkust("diff", manifests, "--against", snapshot, "--output", "unified")
    assert (ended.returncode, "nowhere-at-all" in ended.stderr) == (2, True)


def test_the_base_marks_what_differs_without_this_change(
    airkust: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The live map has two keys changed; the base would put back one of them, this revision both."""
    live = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "airflow"}}
    objects = [{"object": live | {"data": {"x": "live", "y": "live"}}}]
    (tmp_path / "live.json").write_text(json.dumps(SNAPSHOT | {"objects": objects}), encoding="utf-8")
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "kustomization.yaml").write_text("resources: [a.yaml]\n", encoding="utf-8")
    for revision, data in (("base", {"x": "git", "y": "live"}), ("head", {"x": "git", "y": "git"})):
        (overlay / "a.yaml").write_text(json.dumps(live | {"data": data}), encoding="utf-8")
        identity = {f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        for argv in (["init", "--quiet"], ["add", "overlay"], ["commit", "--quiet", "--message", revision]):
            subprocess.run(["git", *argv], cwd=tmp_path, check=True, env=os.environ | identity)
    ended = airkust(
        "diff", "overlay", "--against", "live.json", "--base", "HEAD~1", "-o", "json", cwd=tmp_path
    )
    (comparison,) = json.loads(ended.stdout)["comparisons"]
    (found,) = comparison["objects"]
    assert {each["field"]: each["standing"] for each in found["changes"]} == {"data.x": True, "data.y": False}
