"""Whose process is it, and does it end?"""

import sys
import time
from pathlib import Path

import pytest

from lab import process
from lab.errors import ToolFailed, ToolMissing


def spawn(tmp_path: Path, *argv: str) -> int:
    return process.spawn(argv, log=tmp_path / "log", env={}, owner=tmp_path)


def test_a_missing_program_is_named() -> None:
    with pytest.raises(ToolMissing, match="no-such-program is not installed"):
        process.run(["no-such-program"])


def test_a_failed_program_is_shown_with_its_last_words() -> None:
    with pytest.raises(ToolFailed, match=r"sh -c .* failed with 3:\nthe reason"):
        process.run(["sh", "-c", "echo the reason >&2; exit 3"])


def test_a_program_that_hangs_is_given_up() -> None:
    with pytest.raises(ToolFailed, match="sleep 60 did not end within"):
        process.run(["sleep", "60"], timeout=0.1)


def test_two_processes_have_different_identities(tmp_path: Path) -> None:
    pids = [spawn(tmp_path, "sleep", "60")]
    time.sleep(0.02)  # identities are told apart by clock ticks of 10 ms, and by pid
    pids.append(spawn(tmp_path, "sleep", "60"))
    identities = {process.identity(pid) for pid in pids}
    process.end(pids, patience=5)
    assert len(identities) == 2


def test_a_process_is_found_from_its_start_on(tmp_path: Path) -> None:
    missed = []
    for _ in range(20):
        pid = spawn(tmp_path, "sleep", "60")
        if pid not in process.owned(tmp_path):
            missed.append(pid)
        process.end([pid], patience=0)
    assert missed == []


def test_an_ended_process_has_no_identity(tmp_path: Path) -> None:
    pid = spawn(tmp_path, "true")
    deadline = time.monotonic() + 10
    while process.identity(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.identity(pid) is None


def test_a_process_whose_first_thread_has_ended_is_not_gone_while_others_run(tmp_path: Path) -> None:
    program = (
        "import ctypes, threading, time\n"
        "threading.Thread(target=time.sleep, args=(60,)).start()\n"
        f"open({str(tmp_path / 'ready')!r}, 'w').close()\n"
        "ctypes.CDLL(None).pthread_exit(None)\n"
    )
    pid = spawn(tmp_path, sys.executable, "-c", program)
    while not (tmp_path / "ready").exists() or ") Z " not in Path(f"/proc/{pid}/stat").read_text():
        time.sleep(0.01)
    seen = process.identity(pid)
    process.end([pid], patience=0)
    assert seen is not None


def test_owned_finds_the_processes_of_this_lab_alone(tmp_path: Path) -> None:
    ours = spawn(tmp_path, "sleep", "60")
    other = process.spawn(("sleep", "60"), log=tmp_path / "log", env={}, owner=tmp_path / "other")
    found = process.owned(tmp_path)
    process.end([ours, other], patience=5)
    assert found == {ours}


def test_a_process_that_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    pid = spawn(tmp_path, "sh", "-c", f"trap '' TERM; touch {ready}; while :; do sleep 1; done")
    while not ready.exists():
        time.sleep(0.01)
    process.end([pid], patience=0.2)
    assert process.identity(pid) is None


def test_standard_output_and_error_go_to_the_log(tmp_path: Path) -> None:
    pid = spawn(tmp_path, "sh", "-c", "echo out; echo error >&2")
    while process.identity(pid) is not None:
        time.sleep(0.01)
    assert (tmp_path / "log").read_text().split() == ["out", "error"]


def test_a_spawned_process_leads_its_session(tmp_path: Path) -> None:
    pid = spawn(tmp_path, "sleep", "60")
    leads = process.leads_session(pid)
    process.end([pid], patience=5)
    assert leads
