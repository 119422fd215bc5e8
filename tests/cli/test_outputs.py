"""`--output`: several reports of one check, each where it belongs, none by half."""

import json
import os
import re
import threading
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from tests.cli.scheduler import ONLY, SCHEDULER
from tests.conftest import Run, refusal

BEGINNINGS = {
    "text": "error  single-replica\n",
    "json": '{\n  "schema": "airkust/check/v1"',
    "sarif": '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json"',
    "junit": '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="airkust"',
    "github": "::error title=single-replica::",
    "markdown": "## airkust\n",
}


@pytest.mark.parametrize("form", BEGINNINGS)
def test_a_form_can_be_asked_for(airkust: Run, form: str) -> None:
    ended = airkust("check", "-", *ONLY, "-o", form, stdin=SCHEDULER.encode())
    assert (ended.returncode, ended.stdout.startswith(BEGINNINGS[form])) == (1, True)


@pytest.mark.parametrize("form", BEGINNINGS)
def test_validation_has_the_same_forms(airkust: Run, kubeconform: None, form: str) -> None:
    wrong = SCHEDULER.replace("replicas: 1", "replicas: [1]")
    ended = airkust("validate", "-", "-o", form, stdin=wrong.encode())
    beginning = BEGINNINGS[form].replace("single-replica", "invalid-manifest")
    assert (ended.returncode, ended.stdout.startswith(beginning)) == (1, True)


@pytest.mark.parametrize("form", BEGINNINGS)
def test_a_file_may_be_called_what_is_no_utf_8(airkust: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / os.fsdecode(b"a\xff.yaml")
    file.write_text(SCHEDULER, encoding="utf-8")
    shown = airkust("check", file.name, *ONLY, "-o", form, cwd=tmp_path).stdout
    assert re.search(r"a(\?|%3F|\ufffd)\.yaml", shown)


def test_several_reports_at_once(airkust: Run, tmp_path: Path) -> None:
    files = {form: tmp_path / f"report.{form}" for form in BEGINNINGS}
    wanted = [word for form, file in files.items() for word in ("--output", f"{form}={file}")]
    ended = airkust("check", "-", *ONLY, "--output", "text", *wanted, stdin=SCHEDULER.encode())
    assert (ended.returncode, ended.stdout) == (1, files["text"].read_text(encoding="utf-8"))
    for form, file in files.items():
        assert file.read_text(encoding="utf-8").startswith(BEGINNINGS[form])


def test_with_files_alone_nothing_goes_to_standard_output(airkust: Run, tmp_path: Path) -> None:
    ended = airkust("check", "-", *ONLY, "-o", "json=out.json", cwd=tmp_path, stdin=SCHEDULER.encode())
    assert (ended.stdout, [path.name for path in tmp_path.iterdir()]) == ("", ["out.json"])


def test_a_report_says_fail_on_alike(airkust: Run) -> None:
    arguments = ("--only", "mutable-image-tag", "-o", "junit")
    latest = SCHEDULER.replace("3.3.2", "latest").encode()
    report = airkust("check", "-", *arguments, stdin=latest).stdout
    assert ET.fromstring(report).get("failures") == "1"  # noqa: S314 -- what airkust wrote


def test_colours_stay_on_the_terminal(airkust: Run, tmp_path: Path) -> None:
    airkust("check", "-", "--color", "always", "-o", f"text={tmp_path / 'a'}", stdin=SCHEDULER.encode())
    assert b"\033[" not in (tmp_path / "a").read_bytes()


def test_a_report_may_go_to_a_pipe(airkust: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    airkust("check", "-", *ONLY, "-o", f"json={pipe}", stdin=SCHEDULER.encode())
    reader.join(10)
    assert json.loads(read[0])["schema"] == "airkust/check/v1"


def test_a_file_that_is_there_is_replaced_and_keeps_its_permissions(airkust: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    airkust("check", "-", "-o", f"json={file}", stdin=SCHEDULER.encode())
    assert (file.read_text(encoding="utf-8")[0], file.stat().st_mode & 0o777) == ("{", 0o640)


def test_others_may_read_a_new_file(airkust: Run, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        airkust("check", "-", "-o", f"json={tmp_path / 'a'}", stdin=SCHEDULER.encode())
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("file", "why"), [("none/out.json", "No such file or directory"), (".", "Is a directory")]
)
def test_a_file_that_cannot_be_written_is_named(airkust: Run, tmp_path: Path, file: str, why: str) -> None:
    ended = airkust("check", "-", *ONLY, "-o", f"json={file}", cwd=tmp_path, stdin=SCHEDULER.encode())
    assert (ended.returncode, ended.stderr) == refusal(f"{file}: cannot be written: {why}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "message", "hint"),
    [
        (["xml"], '--output: "xml" is no format', "one of text, json, sarif, junit, github, markdown"),
        (["sarf=a"], '--output: "sarf" is no format', "did you mean sarif?"),
        (["json="], "--output: json= names no file", None),
        (
            ["text", "json=-"],
            "--output: text and json cannot both go to standard output",
            "name a file: --output json=FILE",
        ),
        (["text=/a/b", "json=/a/c/../b"], "--output: /a/b is named twice", None),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_built(
    airkust: Run, wanted: list[str], message: str, hint: str | None
) -> None:
    options = [word for entry in wanted for word in ("-o", entry)]
    ended = airkust("check", "nowhere", *options)
    assert (ended.returncode, ended.stderr) == refusal(message, hint=hint)
