"""What a setting with a wrong name was meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.known_settings import KNOWN
from airkust.model.misspelled_settings import meant_variable, problem
from airkust.model.settings import variable
from airkust.model.value import Setting
from airkust.model.written_settings import WrittenSetting

NAMES = st.sampled_from(sorted((section, key) for section, keys in KNOWN.items() for key in keys))


def wrong(section: str, key: str, *, in_file: bool = True) -> str:
    return problem(WrittenSetting((section, key), Setting(None), in_file))


@given(name=NAMES)
def test_a_known_setting_is_right(name: tuple[str, str]) -> None:
    assert not wrong(*name)
    assert not meant_variable(variable(*name))


@given(name=NAMES)
def test_single_underscores_mean_two(name: tuple[str, str]) -> None:
    right = variable(*name)
    assert meant_variable(right.replace("AIRFLOW__", "AIRFLOW_")) == right


@pytest.mark.parametrize(
    ("section", "key", "meant"),
    [
        ("core", "jwt_secret", "[api_auth] jwt_secret"),
        ("core", "jwt_secret_cmd", "[api_auth] jwt_secret"),
        ("core", "Executor", "[core] executor"),
        ("Core", "executor", "[core] executor"),
        ("celery", "worker_concurency", "[celery] worker_concurrency"),
    ],
)
def test_the_setting_that_was_meant_is_named(section: str, key: str, meant: str) -> None:
    assert wrong(section, key).endswith(f"it reads {meant}")


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("acme", "executor"),
        ("celery", "some_new_setting"),
        ("core", "fernet_key_cmd"),
        ("core", "sql_alchemy_conn"),
        ("kubernetes", "namespace"),
        ("sentry", "whatever"),
    ],
)
def test_what_somebody_else_reads_is_no_mistake(section: str, key: str) -> None:
    assert not wrong(section, key)


def test_a_variable_cannot_spell_a_dot() -> None:
    assert not wrong("common_io", "xcom_objectstorage_path", in_file=False)
