"""Is every missing program named with its package, and is the machine put back as it was?"""

import json
from pathlib import Path

import pytest

from lab import host
from lab.errors import ToolMissing
from lab.layout import Lab


def test_packages_and_their_programs_are_read() -> None:
    text = "# why\nrunc runc\nutil-linux nsenter unshare  # both\n\n"
    assert host.packages(text) == (("runc", ("runc",)), ("util-linux", ("nsenter", "unshare")))


def test_every_line_of_the_list_names_a_program() -> None:
    assert all(programs for _, programs in host.packages(host.PACKAGES.read_text()))


def test_a_missing_program_is_named_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(host, "PACKAGES", tmp_path / "packages.txt")
    (tmp_path / "packages.txt").write_text("some-package some-program\nopenssl openssl\n")
    with pytest.raises(ToolMissing) as caught:
        host.require_tools(nodes=True)
    assert "some-program (Debian package some-package)" in caught.value.message


def test_a_control_plane_alone_needs_openssl_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing) as caught:
        host.require_tools(nodes=False)
    assert caught.value.hint == "apt-get install openssl"


def test_a_directory_made_for_the_lab_is_taken_away(lab: Lab, tmp_path: Path) -> None:
    lab.state.mkdir()
    host.remember(lab, [tmp_path / "made"], ())
    host.restore(lab, ())
    assert not (tmp_path / "made").exists()


def test_a_directory_that_was_there_stays(lab: Lab, tmp_path: Path) -> None:
    lab.state.mkdir()
    (tmp_path / "there").mkdir()
    host.remember(lab, [tmp_path / "there"], ())
    host.restore(lab, ())
    assert (tmp_path / "there").exists()


def test_a_directory_in_use_by_others_stays(lab: Lab, tmp_path: Path) -> None:
    lab.state.mkdir()
    host.remember(lab, [tmp_path / "made"], ())
    (tmp_path / "made" / "file").touch()
    host.restore(lab, ())
    assert (tmp_path / "made" / "file").exists()


def test_what_was_remembered_first_is_restored(lab: Lab, tmp_path: Path) -> None:
    lab.state.mkdir()
    host.remember(lab, [tmp_path / "made"], ())
    host.remember(lab, [tmp_path / "made"], ())
    host.restore(lab, ())
    assert not (tmp_path / "made").exists()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Lab, Lab]:
    """Two labs that need the same directory, which the first has made."""
    labs = Lab(0, tmp_path / "one", tmp_path / "cache"), Lab(1, tmp_path / "other", tmp_path / "cache")
    for lab, other in (labs, labs[::-1]):
        lab.state.mkdir()
        host.remember(lab, [tmp_path / "made"], [other.state])
    return labs


def test_a_directory_another_lab_needs_stays(pair: tuple[Lab, Lab], tmp_path: Path) -> None:
    one, other = pair
    host.restore(one, [other.state])
    assert (tmp_path / "made").exists()


def test_the_last_lab_takes_away_what_the_first_has_made(pair: tuple[Lab, Lab], tmp_path: Path) -> None:
    one, other = pair
    host.restore(one, [other.state])
    host.restore(other, [one.state])
    assert not (tmp_path / "made").exists()


def test_a_second_lab_notes_the_settings_the_first_has_found(lab: Lab, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    found = {"settings": {"vm/panic_on_oom": "as it was"}, "directories": []}
    (first / "host.json").write_text(json.dumps(found))
    lab.state.mkdir()
    host.remember(lab, [], [first])
    assert json.loads((lab.state / "host.json").read_text())["settings"]["vm/panic_on_oom"] == "as it was"
