"""Is a secret one that everybody knows?

The one place that looks into the data of Secrets. It answers with the kind of text, never with the text.
"""

import base64
import re
from collections.abc import Iterator

from airkust.model import field_path, tree
from airkust.model.resource import Resource

PLACEHOLDER = re.compile(
    r"insecure-dev-only|change[-_ ]?(?:me|it|this)\b|replace[-_ ]?(?:me|this)\b|place-?holder"
    r"|\byour[-_ ](?:secret|password|key|token)|temporary_key|\bthis is unsafe\b|^<[^<>]+>$",
    re.IGNORECASE,
)
"""What people write until they know better; `temporary_key` was the default of Airflow 1, and the user
community's chart shows `THIS IS UNSAFE!`."""

GUESSES = frozenset(
    [
        "1234",
        "12345",
        "123456",
        "admin",
        "airflow",
        "pass",
        "password",
        "postgres",
        "redis",
        "root",
        "secret",
        "test",
    ]
)
"""What anybody tries first."""

PUBLISHED = frozenset(
    ["7T512UXSSmBOkpWimFHIVb8jK6lfmSAvx4mO6Arehnc=", "81HqDtbqAywKSOumSha3BhWNOdQ26slT6K0YaZeZyPs="]
)
"""Fernet keys that stand in many tutorials, the first one in the user community's chart."""

URL = re.compile(r"^[a-z][a-z0-9+.-]*://(?P<user>[^\s/@:]*):(?P<password>[^\s/@]+)@", re.IGNORECASE)
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+")
SENSITIVE = frozenset(
    ["credential", "credentials", "key", "pass", "passwd", "password", "pwd", "secret", "token"]
)


def known_to_everybody(name: str, text: str) -> str:
    """Which kind of secret that is none a text is; "" for any other text.

    Args:
        name: Of the variable, key or setting: it tells whether the text should be a secret at all.
        text: What stands there.
    """
    text = text.strip()
    url = URL.match(text)
    if text in PUBLISHED:
        return "a key that stands in public tutorials"
    if PLACEHOLDER.search(text):
        return "a placeholder"
    if url and (url["password"].lower() in GUESSES or url["password"] == url["user"]):
        return "a URL with a password anybody guesses"
    if text.lower() in GUESSES and is_sensitive(name):
        return "a password anybody guesses"
    return ""


def secret_texts(secret: Resource) -> Iterator[tuple[str, str, str]]:
    """Key, field path and text of everything in a Secret; what is no text is left out."""
    for key, text in tree.labels(secret.body, "stringData").items():
        yield key, field_path.join("stringData", key), text
    for key, encoded in tree.labels(secret.body, "data").items():
        try:
            yield key, field_path.join("data", key), base64.b64decode(encoded, validate=False).decode()
        except ValueError:
            continue


def is_sensitive(name: str) -> bool:
    """Whether a variable, key or setting of this name should hold a secret."""
    words = [word.lower() for word in WORD.findall(name)]
    return bool(words) and words[-1] in SENSITIVE
