"""Is a daemon started once, replaced when it is to be another, and found after a run was cut off?"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab import daemon, process
from lab.daemon import Daemon
from lab.errors import ToolFailed
from lab.layout import Lab

SLEEPER = Daemon("sleeper", ("sleep", "600"))


@pytest.fixture(autouse=True)
def _end_everything(lab: Lab) -> Iterator[None]:
    yield
    process.end(process.owned(lab.state), patience=0)


def test_a_running_daemon_is_left_alone(lab: Lab) -> None:
    assert daemon.ensure(lab, SLEEPER) == daemon.ensure(lab, SLEEPER)


def test_other_arguments_replace_the_running_daemon(lab: Lab) -> None:
    first = daemon.ensure(lab, SLEEPER)
    second = daemon.ensure(lab, Daemon("sleeper", ("sleep", "601")))
    assert (process.identity(first), daemon.running(lab, "sleeper")) == (None, second)


def test_another_configuration_replaces_the_running_daemon(lab: Lab, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text("one")
    described = Daemon("sleeper", ("sleep", "600"), files=(config,))
    first = daemon.ensure(lab, described)
    config.write_text("two")
    assert daemon.ensure(lab, described) != first


def test_a_dead_daemon_is_started_again(lab: Lab) -> None:
    first = daemon.ensure(lab, SLEEPER)
    process.end([first], patience=0)
    assert daemon.ensure(lab, SLEEPER) != first


def test_a_record_of_a_process_that_had_the_pid_before_counts_as_dead(lab: Lab) -> None:
    daemon.ensure(lab, SLEEPER)
    path = lab.state / "run" / "sleeper.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "identity": "another boot/1"}))
    assert daemon.running(lab, "sleeper") is None


def test_a_torn_record_counts_as_dead(lab: Lab) -> None:
    daemon.ensure(lab, SLEEPER)
    (lab.state / "run" / "sleeper.json").write_text('{"pid": 1')
    assert daemon.running(lab, "sleeper") is None


def test_a_daemon_that_was_never_recorded_is_a_stray(lab: Lab) -> None:
    pid = daemon.ensure(lab, SLEEPER)
    (lab.state / "run" / "sleeper.json").unlink()
    assert daemon.strays(lab) == {pid}


def test_what_a_daemon_starts_itself_is_no_stray(lab: Lab, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    daemon.ensure(lab, Daemon("parent", ("sh", "-c", f"sleep 600 & touch {ready}; wait")))
    while not ready.exists():
        pass
    assert daemon.strays(lab) == set()


def test_a_death_is_reported_with_the_end_of_the_log(lab: Lab) -> None:
    pid = daemon.ensure(lab, Daemon("faulty", ("sh", "-c", "echo the reason; exit 1")))
    while process.identity(pid) is not None:
        pass
    with pytest.raises(ToolFailed, match=r"faulty has died; the end of its log:\nthe reason"):
        daemon.require(lab, "faulty")


def test_a_stopped_daemon_is_forgotten(lab: Lab) -> None:
    daemon.ensure(lab, SLEEPER)
    daemon.stop(lab, "sleeper")
    assert daemon.names(lab) == ()
