"""Does the command print what it was asked for, and end with the code that says how it is?"""

import json
from pathlib import Path

import pytest
from tests.cluster.diff.hands import apply_server_side
from tests.cluster.diff.objects import config_map, deployment, overlay
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl


@pytest.fixture
def changed(kubectl: Kubectl, tmp_path: Path) -> Path:
    """An overlay with one changed Deployment, whose pods roll."""
    apply_server_side(kubectl, overlay(tmp_path / "o", deployment("a"), config_map("b")))
    return overlay(tmp_path / "o", deployment("a", image="example.org/a:2"), config_map("b"))


def test_a_difference_is_exit_code_1(diff: Differ, changed: Path) -> None:
    assert diff(changed).returncode == 1


def test_exit_zero_forgives_a_difference(diff: Differ, changed: Path) -> None:
    assert diff(changed, "--exit-zero").returncode == 0


def test_pods_that_roll_fail_the_gate_for_restarts(diff: Differ, changed: Path) -> None:
    assert diff(changed, "--fail-on", "restart").returncode == 3


def test_a_gate_nobody_knows_is_wrong_usage(diff: Differ, changed: Path) -> None:
    assert diff(changed, "--fail-on", "rain").returncode == 2


def test_several_outputs_of_one_run(diff: Differ, changed: Path, tmp_path: Path) -> None:
    files = {form: tmp_path / form for form in ("markdown", "sarif", "junit", "html")}
    asked = [word for form, file in files.items() for word in ("--output", f"{form}={file}")]
    ended = diff(changed, "--output", "json", *asked)
    assert (json.loads(ended.stdout) != {}, all(file.stat().st_size for file in files.values())) == (
        True,
        True,
    )


def test_the_text_names_field_and_values(diff: Differ, changed: Path) -> None:
    shown = diff(changed).stdout
    assert [word in shown for word in ("image", "example.org/a:1", "example.org/a:2")] == [True] * 3


def test_an_external_program_gets_its_arguments_as_they_are(
    diff: Differ, changed: Path, tmp_path: Path
) -> None:
    (program := tmp_path / "program").write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/arguments"\nexit 1\n'
    )
    program.chmod(0o755)
    diff(changed, "--output", "unified", KUBECTL_EXTERNAL_DIFF=f"{program} --ignore 'a.b \"c\"'")
    assert (tmp_path / "arguments").read_text().splitlines()[:2] == ["--ignore", 'a.b "c"']


def test_one_kubectl_diff_finds_the_same_lines(diff: Differ, kubectl: Kubectl, changed: Path) -> None:
    theirs = kubectl.run("diff", "--server-side", "-k", str(changed), check=False)
    ours = diff(changed, "--output", "unified").stdout

    def lines(text: str) -> set[str]:
        signed = {
            line for line in text.splitlines() if line[:1] in "+-" and not line.startswith(("+++", "---"))
        }
        return {line for line in signed if "generation" not in line}

    assert lines(ours) == lines(theirs)
