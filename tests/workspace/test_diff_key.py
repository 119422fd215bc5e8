"""Is the key of snapshots kept, private, and never guessed?"""

from pathlib import Path

import pytest

from airkust.errors import UsageError
from airkust.workspace.diff_key import SIZE, VARIABLE, key_id, site_key


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path


def test_the_key_is_made_once() -> None:
    key = site_key()
    assert len(key) == SIZE
    assert site_key() == key


def test_nobody_else_may_read_it(state: Path) -> None:
    site_key()
    assert (state / "airkust" / "diff.key").stat().st_mode & 0o777 == 0o600


def test_the_variable_comes_before_the_file(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "a key of a site, long enough")
    site_key()
    assert not (state / "airkust").exists()


def test_a_short_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "short")
    with pytest.raises(UsageError, match=VARIABLE):
        site_key()


def test_a_place_that_cannot_be_written_is_named(state: Path) -> None:
    (state / "airkust").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match=str(state)):
        site_key()


def test_two_keys_have_two_names_that_do_not_tell_them() -> None:
    assert key_id(b"a" * SIZE) != key_id(b"b" * SIZE)
    assert b"a".hex() * 3 not in key_id(b"a" * SIZE)
