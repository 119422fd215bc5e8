"""Programs are started as lists of arguments, bounded in time, and never outlive us."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import INTERRUPTIBLE

from airkust.errors import ToolFailed, ToolMissing
from airkust.process import QUOTED_CHARACTERS, Completed, failure, run


def test_input_goes_in_and_output_comes_out() -> None:
    assert run(["/bin/cat"], stdin=b"through", timeout=10) == Completed(0, b"through", "")


def test_arguments_reach_the_program_as_they_are() -> None:
    argument = "a b; $(touch x) 'c'"
    assert run(["/usr/bin/printf", "%s", argument], timeout=10).stdout.decode() == argument


def test_an_exit_code_is_for_the_caller_to_judge() -> None:
    assert run(["/bin/sh", "-c", "exit 7"], timeout=10).exit_code == 7


def test_a_program_that_does_not_exist_is_missing() -> None:
    with pytest.raises(ToolMissing, match="/nowhere/tool cannot be started: No such file or directory"):
        run(["/nowhere/tool"], timeout=10)


def test_a_program_that_hangs_is_stopped() -> None:
    with pytest.raises(ToolFailed, match=r"sleep 60 did not end within 0\.1 s and was stopped"):
        run(["/bin/sleep", "60"], timeout=0.1)


def test_a_failure_shows_command_exit_code_and_reason() -> None:
    error = failure(["/bin/tool", "an argument"], Completed(3, b"", "broken\n"))
    assert error.message == "/bin/tool 'an argument' ended with exit code 3:\nbroken"


def test_a_failure_can_keep_to_itself_what_was_said() -> None:
    error = failure(["tool"], Completed(3, b"", "password: hunter2"), said="(not shown)")
    assert error.message == "tool ended with exit code 3:\n(not shown)"


def test_a_long_reason_is_cut_to_its_end() -> None:
    error = failure(["tool"], Completed(1, b"", "x" * 10_000 + "the end"))
    assert len(error.message) < QUOTED_CHARACTERS + 100


def test_death_by_signal_is_said() -> None:
    completed = run(["/bin/sh", "-c", "kill -9 $$"], timeout=10)
    assert failure(["tool"], completed).message == "tool was ended by signal 9 and said nothing"


def interrupted_by_its_child(folder: Path) -> int:
    """Run a program that interrupts its caller at once, often while that is still starting it; its pid."""
    script = (
        "from airkust.process import run\n"
        f"run(['/bin/sh', '-c', 'echo $$ > {folder}/pid; kill -INT $PPID; exec sleep 60'], timeout=60)\n"
    )
    argv = [*INTERRUPTIBLE, sys.executable, "-c", script]
    subprocess.run(argv, stderr=subprocess.DEVNULL, timeout=50, check=False)
    return int((folder / "pid").read_text(encoding="utf-8"))


def test_an_interrupt_takes_the_child_along(tmp_path: Path) -> None:
    for _ in range(10):  # each hits another place of the start
        with pytest.raises(ProcessLookupError):
            os.kill(interrupted_by_its_child(tmp_path), 0)


def test_what_a_thread_starts_after_the_end_has_begun_dies_at_once() -> None:
    script = (
        "from airkust import process\n"
        "process.stop()\n"
        "print(process.run(['/bin/sleep', '60'], timeout=50).exit_code)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=40
    )
    assert ended.stdout == "-9\n"
