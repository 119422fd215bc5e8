"""Does a comparison with a file say what one with the cluster said, and does a base tell old from new?"""

import subprocess
from pathlib import Path

import pytest
from tests.cluster.diff.hands import apply_server_side, edit
from tests.cluster.diff.objects import config_map, deployment, overlay, secret
from tests.cluster.diff.verdict import KEY, Differ, Verdict
from tests.cluster.kubectl import Kubectl
from tests.conftest import Run


@pytest.fixture
def changed(kubectl: Kubectl, tmp_path: Path) -> Path:
    """An overlay that differs from what is applied."""
    apply_server_side(
        kubectl,
        overlay(tmp_path / "o", config_map("b", size="1"), secret("s", key="1", same="1"), deployment("a")),
    )
    return overlay(
        tmp_path / "o",
        config_map("b", size="2"),
        secret("s", key="2", same="1"),
        deployment("a", replicas=2),
        config_map("new"),
    )


@pytest.fixture
def snapshot(diff: Differ, changed: Path, tmp_path: Path) -> Path:
    """The live state, in a file."""
    diff.verdict(changed, "--snapshot", tmp_path / "snapshot")
    return tmp_path / "snapshot"


def offline(airkust: Run, *arguments: str | Path) -> Verdict:
    """A verdict without any cluster to ask."""
    return Verdict.of(airkust("diff", *arguments, "--output", "json", KUBECONFIG="/dev/null", **KEY))


def test_the_changes_are_those_of_the_cluster(
    airkust: Run, diff: Differ, changed: Path, snapshot: Path
) -> None:
    live, saved = diff.verdict(changed), offline(airkust, changed, "--against", snapshot)
    assert {name: saved.changes(name).keys() for name in saved.objects} == {
        name: live.changes(name).keys() for name in live.objects
    }


def test_an_equal_secret_is_the_same(airkust: Run, changed: Path, snapshot: Path) -> None:
    verdict = offline(airkust, changed, "--against", snapshot)
    assert [path for path in verdict.changes("Secret/s") if path.endswith("same")] == []


def test_what_is_saved_is_compared_by_our_own_means(airkust: Run, changed: Path, snapshot: Path) -> None:
    verdict = offline(airkust, changed, "--against", snapshot)
    assert "ConfigMap/b" in verdict.approximate


def test_a_file_that_is_no_snapshot_is_refused(airkust: Run, changed: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("[1]")
    assert airkust("diff", changed, "--against", tmp_path / "other", KUBECONFIG="/dev/null").returncode == 2


@pytest.fixture
def repository(kubectl: Kubectl, tmp_path: Path) -> Path:
    """An overlay in git whose only commit is applied."""
    made = overlay(tmp_path / "r", config_map("b", here="1", drifts="1"))
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "first"]):
        identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
        subprocess.run(["git", *identity, *words], cwd=made, check=True)
    apply_server_side(kubectl, made)
    return made


def test_a_base_tells_what_differed_before(diff: Differ, kubectl: Kubectl, repository: Path) -> None:
    edit(kubectl, "configmap/b", "s/drifts: .*/drifts: byhand/")
    verdict = diff.verdict(overlay(repository, config_map("b", here="2", drifts="1")), "--base", "HEAD")
    assert {each["field"]: each["standing"] for each in verdict.objects["ConfigMap/b"]["changes"]} == {
        "data.here": False,
        "data.drifts": True,
    }


def test_a_base_that_is_not_there_is_wrong_usage(diff: Differ, repository: Path) -> None:
    assert diff(repository, "--base", "nowhere").returncode == 2
