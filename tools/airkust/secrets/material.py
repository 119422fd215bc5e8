"""What is a good value for each of Airflow's keys, and how does a new one take the place of an old one?

Source: `airflow/models/crypto.py` and `airflow/api_fastapi/auth/tokens.py` of Airflow 3.3.2.
"""

import base64
import re
from secrets import token_bytes, token_urlsafe

from airkust.errors import InputError
from airkust.model.airflow_key import AirflowKey
from airkust.model.secret_text import known_to_everybody

FERNET_BYTES = 32
"""Half of them encrypt, half sign: the Fernet specification."""

RANDOM_BYTES = {AirflowKey.JWT: 64, AirflowKey.API: 32}
"""Tokens are signed with HS512, which asks for a key as long as its hash (RFC 7518, 3.2)."""

URL = re.compile(r"[a-z][a-z0-9+]*://\S+")


def make(key: AirflowKey) -> str:
    """A new random value; printable, on one line.

    Raises:
        KeyError: A connection is given, not made.
    """
    if key is AirflowKey.FERNET:
        return base64.urlsafe_b64encode(token_bytes(FERNET_BYTES)).decode()
    return token_urlsafe(RANDOM_BYTES[key])


def with_new_fernet_key(keys: str, where: str) -> str:
    """The comma-separated Fernet keys with a new one first: it encrypts, and all of them decrypt.

    Raises:
        InputError: One of them is no Fernet key. Never quotes it.
    """
    return ",".join([make(AirflowKey.FERNET), *_fernet_keys(keys, where)])


def without_old_fernet_keys(keys: str, where: str) -> str:
    """The first of the comma-separated Fernet keys, the one that encrypts.

    Raises:
        InputError: One of them is no Fernet key, or there is only one.
    """
    newest, *old = _fernet_keys(keys, where)
    if not old:
        raise InputError(f"{where} holds a single Fernet key: there is no old one to drop")
    return newest


def connection(data: bytes, where: str) -> str:
    """The URL of the database that a file holds, without the line end an editor leaves.

    Raises:
        InputError: It is no URL, or its password is one that everybody knows. Never quotes it.
    """
    hint = "one line, for instance postgresql+psycopg2://user:password@host:5432/database"
    try:
        text = data.decode().strip()
    except UnicodeDecodeError:
        raise InputError(f"{where}: no text in UTF-8", hint=hint) from None  # its repr holds the bytes
    if not URL.fullmatch(text):
        raise InputError(f"{where}: no database URL", hint=hint)
    if kind := known_to_everybody(AirflowKey.CONNECTION, text):
        raise InputError(f"{where}: holds {kind}", hint="write the connection of the real database into it")
    return text


def _fernet_keys(keys: str, where: str) -> list[str]:
    parts = [part.strip() for part in keys.split(",")]
    if not all(_is_fernet_key(part) for part in parts):
        raise InputError(
            f"{where} holds something that is no Fernet key", hint="32 bytes in url-safe base64 each"
        )
    return parts


def _is_fernet_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == FERNET_BYTES
    except ValueError:
        return False
