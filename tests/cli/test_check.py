"""`airkust check`: inputs, profiles, streams and exit codes. The rules have tests of their own."""

import json
import os
import pty
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from tests.cli.scheduler import ONLY, SCHEDULER
from tests.conftest import AIRKUST, INTERRUPTIBLE, Run


def rules(airkust: Run, *arguments: str, **options: object) -> list[str]:
    """The rules that found something."""
    report = json.loads(airkust("check", "-o", "json", *arguments, **options).stdout)
    return [finding["rule"] for finding in report["findings"]]


def test_a_finding_ends_with_code_1(airkust: Run) -> None:
    assert airkust("check", "-", *ONLY, stdin=SCHEDULER.encode()).returncode == 1


def test_the_profile_of_the_settings_holds(airkust: Run, project: Path) -> None:
    assert "single-replica" not in rules(airkust, cwd=project)


def test_the_profile_of_the_settings_holds_for_an_overlay_given_by_path(airkust: Run, project: Path) -> None:
    assert "single-replica" not in rules(airkust, "one", cwd=project / "overlays")


def test_a_profile_on_the_command_line_wins(airkust: Run, project: Path) -> None:
    assert "single-replica" in rules(airkust, "--profile", "ha", cwd=project)


def test_an_unlisted_input_is_held_to_high_availability(airkust: Run) -> None:
    assert "single-replica" in rules(airkust, "-", stdin=SCHEDULER.encode())


def test_a_skipped_rule_does_not_run(airkust: Run) -> None:
    assert "single-replica" not in rules(airkust, "-", "--skip", "single-replica", stdin=SCHEDULER.encode())


def test_a_mistyped_rule_is_said_before_anything_is_built(airkust: Run) -> None:
    ended = airkust("check", "nowhere", "--skip", "single-replca")
    assert (ended.returncode, ended.stderr) == (
        2,
        'error: there is no rule "single-replca"\nhint: did you mean single-replica?\n',
    )


def test_a_finding_of_an_overlay_names_its_file_and_line(airkust: Run, project: Path) -> None:
    report = json.loads(airkust("check", "-o", "json", "overlays/one", *ONLY, cwd=project).stdout)
    assert report["findings"][0]["source"] == {"file": "overlays/one/deployment.yaml", "line": 6}


def test_a_pipe_can_be_read_like_a_file(airkust: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_text, args=(SCHEDULER,), daemon=True).start()
    assert airkust("check", str(pipe), *ONLY).returncode == 1


def test_the_report_of_a_program_is_json_and_nothing_else(airkust: Run) -> None:
    report = json.loads(airkust("check", "-", "--output", "json", stdin=SCHEDULER.encode()).stdout)
    assert report["schema"] == "airkust/check/v1"


def test_an_error_is_text_even_if_the_report_would_be_json(airkust: Run) -> None:
    ended = airkust("check", "nowhere", "--output", "json")
    assert (ended.stdout, ended.stderr) == ("", "error: nowhere: no such file or directory\n")


def test_one_line_per_input_gives_stages_and_times(airkust: Run) -> None:
    stderr = airkust("check", "-", *ONLY, stdin=SCHEDULER.encode()).stderr
    assert re.fullmatch(r"-  read \d+\.\d\d s  check \d+\.\d\d s  1 object  1 error\n", stderr)


def test_quiet_leaves_only_the_report(airkust: Run) -> None:
    assert airkust("check", "-", "--quiet", stdin=SCHEDULER.encode()).stderr == ""


def test_a_report_in_a_pipe_has_no_colours(airkust: Run) -> None:
    assert "\033[" not in airkust("check", "-", stdin=SCHEDULER.encode()).stdout


def test_colours_can_be_asked_for(airkust: Run) -> None:
    assert "\033[" in airkust("check", "-", "--color", "always", stdin=SCHEDULER.encode()).stdout


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_no_color_is_set(
    tmp_path: Path, no_color: str, *, coloured: bool
) -> None:
    (tmp_path / "a.yaml").write_text(SCHEDULER, encoding="utf-8")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_color}
    argv = [str(AIRKUST), "check", "a.yaml", *ONLY]
    subprocess.run(argv, cwd=tmp_path, env=environment, stdout=theirs, stderr=subprocess.DEVNULL, check=False)
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    assert (b"\033[" in shown) is coloured


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_leaves_nothing_behind(overlays: Path, tmp_path: Path, number: int, code: int) -> None:
    # a stand-in: the real kubectl is done before anybody could interrupt it
    slow = tmp_path / "kubectl"
    slow.write_text(
        '#!/bin/sh\ncase "$1" in\nversion) echo \'{"gitVersion": "v1.37.1"}\';;\n'
        f'*) echo started > "{tmp_path}/started"; exec sleep 60;;\nesac\n',
        encoding="utf-8",
    )
    slow.chmod(0o755)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = {
        **os.environ,
        "AIRKUST_KUBECTL": str(slow),
        "AIRKUST_CACHE": str(tmp_path / "cache"),
        "TMPDIR": str(temporary),
    }
    argv = [*INTERRUPTIBLE, str(AIRKUST), "check", str(overlays / "sound"), str(overlays / "custom-resource")]
    child = subprocess.Popen(argv, env=environment, stderr=subprocess.PIPE)
    while not (tmp_path / "started").exists():
        time.sleep(0.01)
    child.send_signal(number)
    _, stderr = child.communicate()
    assert (child.returncode, stderr, list(temporary.iterdir())) == (code, b"", [])
