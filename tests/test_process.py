"""Programs are started as lists of arguments, bounded in time, and never outlive us."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.conftest import INTERRUPTIBLE

from airkust.errors import ToolFailed, ToolMissing
from airkust.process import QUOTED_CHARACTERS, Completed, background, failure, run


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


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was waited for does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def started(pid_file: Path) -> int:
    """The pid a shell has written; it writes soon."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if text := pid_file.read_text(encoding="ascii") if pid_file.exists() else "":
            return int(text)
        time.sleep(0.01)
    raise AssertionError("the program in the background did not start")


def sleeper(folder: Path, *, before: str = "") -> list[str]:
    """A program that stays, and tells its pid."""
    write = f"echo $$ > {folder}/new; mv {folder}/new {folder}/pid"
    return ["/bin/sh", "-c", f"{before} {write}; while :; do sleep 0.05; done"]


def test_a_program_in_the_background_runs_while_the_block_does(tmp_path: Path) -> None:
    with background(sleeper(tmp_path)):
        assert alive(started(tmp_path / "pid"))


def test_a_program_in_the_background_ends_with_the_block(tmp_path: Path) -> None:
    with background(sleeper(tmp_path)):
        pid = started(tmp_path / "pid")
    assert not alive(pid)


def test_a_program_in_the_background_ends_with_an_error_of_the_block(tmp_path: Path) -> None:
    with contextlib.suppress(AssertionError), background(sleeper(tmp_path)):
        assert not started(tmp_path / "pid"), "an error of the block"
    assert not alive(started(tmp_path / "pid"))


def test_a_program_in_the_background_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    with background(sleeper(tmp_path, before="trap '' TERM;")):
        pid = started(tmp_path / "pid")
    assert not alive(pid)


def test_a_program_in_the_background_ends_when_we_are_told_to(tmp_path: Path) -> None:
    script = (
        "import signal, sys, time\n"
        "from airkust.process import background\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n"
        f"with background({sleeper(tmp_path)!r}):\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script]) as caller:
        pid = started(tmp_path / "pid")
        caller.terminate()
    assert not alive(pid)


def test_what_a_program_in_the_background_said_at_its_end_is_kept() -> None:
    with background(["/bin/sh", "-c", "echo broken >&2; exit 3"]) as program:
        while program.exit_code() is None:
            time.sleep(0.01)
        assert (program.exit_code(), program.said()) == (3, "broken\n")


def test_a_program_in_the_background_may_say_more_than_anybody_keeps() -> None:
    with background(["/bin/sh", "-c", "head -c 1000000 /dev/zero >&2; printf end >&2"]) as program:
        while program.exit_code() is None:
            time.sleep(0.01)
        said = program.said()
    assert (len(said), said[-3:]) == (QUOTED_CHARACTERS, "end")


def test_a_program_in_the_background_has_nothing_to_read() -> None:
    with background(["/bin/sh", "-c", "cat; exit 4"]) as program:
        while program.exit_code() is None:
            time.sleep(0.01)
        assert program.exit_code() == 4


def test_a_program_in_the_background_that_does_not_exist_is_missing() -> None:
    with pytest.raises(ToolMissing, match="/nowhere/tool"), background(["/nowhere/tool"]):
        pass
