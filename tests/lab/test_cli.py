"""Is a user's mistake answered with a message and an exit code, never a traceback?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = [
    "up", "down", "status", "build", "load", "kill-node", "partition", "restore", "stop-api", "start-api",
    "stop-dns", "start-dns", "kill-pod", "kubeconfig", "shell-env", "collect",
]  # fmt: skip


def run(*args: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, **variables}
    return subprocess.run(
        [sys.executable, "-m", "lab", *args], capture_output=True, text=True, check=False, env=env
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert command in run("--help").stdout


def test_no_lab_is_no_kubeconfig(tmp_path: Path) -> None:
    done = run("kubeconfig", AIRKUST_LAB_DIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (2, "lab: there is no lab\n  python -m lab up\n")


def test_no_lab_is_not_well(tmp_path: Path) -> None:
    done = run("status", AIRKUST_LAB_DIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "there is no lab\n")


def test_taking_down_no_lab_is_no_error(tmp_path: Path) -> None:
    done = run("down", AIRKUST_LAB_DIR=str(tmp_path / "none"), AIRKUST_LAB_NUMBER="8")
    assert (done.returncode, done.stderr) == (0, "there is no lab\n")


def test_a_directory_with_other_things_in_it_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "precious").touch()
    done = run("down", AIRKUST_LAB_DIR=str(tmp_path), AIRKUST_LAB_NUMBER="8")
    assert (done.returncode, (tmp_path / "precious").exists()) == (2, True)


def test_too_many_nodes_are_refused(tmp_path: Path) -> None:
    done = run("up", "--nodes", "10", AIRKUST_LAB_DIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (2, "lab: --nodes 10 is out of range\n  0 to 9\n")


def test_a_fault_in_an_unknown_node_is_refused(tmp_path: Path) -> None:
    done = run("kill-node", "1", AIRKUST_LAB_DIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (2, "lab: no node '1' in this lab\n  nodes: none\n")


def test_images_without_nodes_are_refused(tmp_path: Path) -> None:
    done = run("load", "--archive", "image.tar", AIRKUST_LAB_DIR=str(tmp_path))
    assert (done.returncode, "has no nodes" in done.stderr) == (2, True)


def test_a_wrong_number_is_named() -> None:
    done = run("status", AIRKUST_LAB_NUMBER="many")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "lab: AIRKUST_LAB_NUMBER is 'many'")
