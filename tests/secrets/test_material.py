"""What is a good value, and what is none."""

import base64
import re

import pytest

from airkust.errors import InputError
from airkust.model.airflow_key import AirflowKey
from airkust.secrets.material import connection, make, with_new_fernet_key, without_old_fernet_keys

OLD = base64.urlsafe_b64encode(bytes(range(32))).decode()
URL = "postgresql+psycopg2://airflow:c4n4ry@database:5432/airflow"
RANDOM = [AirflowKey.FERNET, AirflowKey.JWT, AirflowKey.API]


def test_a_fernet_key_is_32_bytes_in_url_safe_base64() -> None:
    assert len(base64.b64decode(make(AirflowKey.FERNET), altchars=b"-_", validate=True)) == 32


def test_a_jwt_secret_is_as_long_as_hs512_asks_for() -> None:
    assert len(make(AirflowKey.JWT)) >= 64


@pytest.mark.parametrize("key", RANDOM)
def test_no_value_is_made_twice(key: AirflowKey) -> None:
    assert make(key) != make(key)


@pytest.mark.parametrize("key", RANDOM)
def test_a_value_needs_no_quoting_in_a_shell_or_url(key: AirflowKey) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_=-]+", make(key))


def test_a_new_fernet_key_stands_before_the_old() -> None:
    new, old = with_new_fernet_key(OLD, "here").split(",")
    assert (new != old, old) == (True, OLD)


def test_a_second_rotation_keeps_both_old_keys() -> None:
    once = with_new_fernet_key(OLD, "here")
    assert with_new_fernet_key(once, "here").split(",")[1:] == once.split(",")


def test_dropping_the_old_fernet_keys_keeps_the_first() -> None:
    both = with_new_fernet_key(OLD, "here")
    assert without_old_fernet_keys(both, "here") == both.split(",")[0]


def test_a_single_fernet_key_is_never_dropped() -> None:
    with pytest.raises(InputError, match=r"here holds a single Fernet key"):
        without_old_fernet_keys(OLD, "here")


@pytest.mark.parametrize("keys", ["c4n4ry", f"{OLD},c4n4ry", f"{OLD},", OLD + OLD])
def test_what_is_no_fernet_key_is_refused_and_not_quoted(keys: str) -> None:
    with pytest.raises(InputError) as raised:
        with_new_fernet_key(keys, "here")
    assert str(raised.value) == "here holds something that is no Fernet key"


def test_a_connection_loses_the_line_end_of_its_file() -> None:
    assert connection(f"{URL}\n".encode(), "here") == URL


@pytest.mark.parametrize("data", [b"", b"c4n4ry", f"{URL}\n{URL}".encode(), f"a {URL}".encode()])
def test_what_is_no_url_is_refused_and_not_quoted(data: bytes) -> None:
    with pytest.raises(InputError) as raised:
        connection(data, "here")
    assert str(raised.value) == "here: no database URL"


def test_a_connection_in_another_encoding_is_refused_and_not_quoted() -> None:
    with pytest.raises(InputError) as raised:
        connection(b"c4n4ry\xff", "here")
    assert (str(raised.value), raised.value.__suppress_context__) == ("here: no text in UTF-8", True)


def test_a_connection_with_a_password_anybody_guesses_is_refused() -> None:
    with pytest.raises(InputError, match=r"^here: holds a URL with a password anybody guesses$"):
        connection(b"postgresql://airflow:airflow@database/airflow", "here")
