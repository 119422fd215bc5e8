"""Where the cache is."""

from pathlib import Path

import pytest

from airkust.workspace.cache import cache_dir


def test_the_variable_chooses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRKUST_CACHE", "/somewhere")
    assert cache_dir() == Path("/somewhere")


def test_it_stands_in_the_users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIRKUST_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/of/the/user")
    assert cache_dir() == Path("/of/the/user/airkust")


def test_a_relative_user_cache_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIRKUST_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert cache_dir() == Path("/home/somebody/.cache/airkust")
