"""`airkust check` and a baseline: what is known does not count, from whichever directory."""

import json
import os
from pathlib import Path

import pytest
from tests.cli.scheduler import ONLY, SCHEDULER
from tests.conftest import Run, refusal

BASELINE = """\
{"schema": "airkust/baseline/v1", "findings": [
  {"input": "overlays/one", "rule": "single-replica", "subject": "Deployment.apps/airflow-scheduler", \
"field": "spec.replicas", "message": "keeps # replica of the scheduler"}
]}
"""


@pytest.fixture
def known(airkust: Run, project: Path) -> Path:
    """A project whose only finding is in its baseline."""
    airkust("check", *ONLY, "--write-baseline", "known.json", cwd=project)
    return project


def test_what_is_found_is_written_and_counts_no_more(airkust: Run, project: Path) -> None:
    ended = airkust("check", *ONLY, "--write-baseline", "known.json", cwd=project)
    assert (ended.returncode, ended.stderr.splitlines()[0]) == (0, "known.json: holds 1 finding")
    assert (project / "known.json").read_text(encoding="utf-8") == BASELINE


def test_it_holds_from_whichever_directory(airkust: Run, known: Path) -> None:
    ended = airkust("check", ".", *ONLY, "--baseline", "../../known.json", cwd=known / "overlays/one")
    assert (ended.returncode, "1 skip" in ended.stdout) == (0, True)


def test_what_is_new_counts(airkust: Run, known: Path) -> None:
    file = known / "overlays/one/deployment.yaml"
    file.write_text(SCHEDULER + "---\n" + SCHEDULER.replace("scheduler", "triggerer"), encoding="utf-8")
    ended = airkust("check", *ONLY, "--baseline", "known.json", "-o", "json", cwd=known)
    found = json.loads(ended.stdout)
    assert (ended.returncode, [each["subject"]["name"] for each in found["findings"]]) == (
        1,
        ["airflow-triggerer"],
    )
    assert [each["subject"]["name"] for each in found["baseline"]["hidden"]] == ["airflow-scheduler"]


def test_what_is_gone_is_said(airkust: Run, known: Path) -> None:
    file = known / "overlays/one/deployment.yaml"
    file.write_text(SCHEDULER.replace("replicas: 1", "replicas: 2"), encoding="utf-8")
    arguments = (*ONLY, "--only", "mutable-image-tag", "--baseline", "known.json")
    shown = airkust("check", *arguments, cwd=known).stdout
    assert "gone   single-replica  Deployment.apps/airflow-scheduler  spec.replicas\n" in shown
    assert "other  1 of the baseline found no more: write it anew\n" in shown


def test_the_settings_may_name_it_for_an_overlay(airkust: Run, known: Path) -> None:
    with (known / "airkust.toml").open("a", encoding="utf-8") as file:
        file.write('baseline = "known.json"\n')
    assert airkust("check", "one", *ONLY, cwd=known / "overlays").returncode == 0


def test_writing_it_anew_looks_at_everything(airkust: Run, known: Path) -> None:
    with (known / "airkust.toml").open("a", encoding="utf-8") as file:
        file.write('baseline = "known.json"\n')
    airkust("check", *ONLY, "--write-baseline", "known.json", cwd=known)
    assert (known / "known.json").read_text(encoding="utf-8") == BASELINE


def test_standard_input_has_a_baseline_too(airkust: Run, tmp_path: Path) -> None:
    for option in ("--write-baseline", "--baseline"):
        ended = airkust("check", "-", *ONLY, option, "b.json", cwd=tmp_path, stdin=SCHEDULER.encode())
        assert ended.returncode == 0


def test_an_input_may_be_called_what_is_no_utf_8(airkust: Run, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"a\xff.yaml")
    file.write_text(SCHEDULER, encoding="utf-8")
    for option in ("--write-baseline", "--baseline"):
        assert airkust("check", file.name, *ONLY, option, "b.json", cwd=tmp_path).returncode == 0


def test_a_file_that_is_missing_is_said_before_anything_is_built(airkust: Run) -> None:
    ended = airkust("check", "nowhere", "--baseline", "b.json")
    assert (ended.returncode, ended.stderr) == refusal(
        "b.json: cannot be read: No such file or directory",
        hint="`airkust check --write-baseline b.json` writes it",
    )


def test_a_file_that_cannot_be_written_is_named(airkust: Run, project: Path) -> None:
    ended = airkust("check", *ONLY, "--write-baseline", "no/b.json", cwd=project)
    assert (ended.returncode, ended.stderr) == refusal(
        "no/b.json: cannot be written: No such file or directory"
    )


def test_reading_and_writing_exclude_each_other(airkust: Run) -> None:
    ended = airkust("check", "-", "--baseline", "a", "--write-baseline", "b")
    assert ended.stderr.startswith("error: --baseline and --write-baseline exclude each other\n")
