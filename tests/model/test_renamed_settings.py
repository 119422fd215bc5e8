"""The tables of old and of known settings agree with each other."""

from airkust.model.known_settings import CORE, KNOWN, SENSITIVE, may_be_indirect
from airkust.model.renamed_settings import OLD_NAMES, OLD_SECTIONS, REMOVED, RENAMED


def known(section: str, key: str) -> bool:
    return key in KNOWN.get(section, ())


def test_every_new_name_is_known() -> None:
    assert [new for new in RENAMED.values() if not known(*new)] == []


def test_no_old_name_is_known() -> None:
    assert [old for old in {*RENAMED, *REMOVED} if known(*old)] == []


def test_nothing_is_both_renamed_and_removed() -> None:
    assert not REMOVED & set(RENAMED)


def test_a_name_that_is_still_read_was_renamed() -> None:
    assert [old for old in OLD_NAMES.values() if old not in RENAMED] == []


def test_an_old_section_is_gone() -> None:
    assert not set(OLD_SECTIONS) & set(KNOWN)
    assert set(OLD_SECTIONS.values()) <= set(KNOWN)


def test_every_secret_setting_is_known() -> None:
    assert [name for name in SENSITIVE if not known(*name)] == []


def test_the_settings_of_airflow_itself_are_all_there() -> None:
    assert sum(map(len, CORE.values())) >= 320


def test_a_setting_of_a_provider_nobody_listed_may_come_from_a_command() -> None:
    assert may_be_indirect("acme", "password")
    assert not may_be_indirect("core", "executor")
