"""Which findings does a baseline hold?"""

import json
from dataclasses import fields

from airkust.errors import InputError
from airkust.model.baseline import SCHEMA, Accepted
from airkust.model.fingerprint import Fingerprint

PARTS = tuple(each.name for each in fields(Fingerprint))


def read_baseline(data: bytes, name: str) -> frozenset[Accepted]:
    """Read what `airkust check --write-baseline` wrote.

    Args:
        data: The file.
        name: What to call it in messages.

    Raises:
        InputError: It is something else.
    """
    try:
        document = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise _foreign(name, str(error)) from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise _foreign(name, f'its "schema" is not {SCHEMA}')
    entries = document.get("findings")
    if not isinstance(entries, list):
        raise _foreign(name, 'its "findings" are no list')
    return frozenset(_entry(entry, f"findings[{number}]", name) for number, entry in enumerate(entries))


def _entry(entry: object, where: str, name: str) -> Accepted:
    keys = ("input", *PARTS)
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in keys):
        raise _foreign(name, f"{where} lacks one of {', '.join(keys)}")
    return Accepted(entry["input"], Fingerprint(*(entry[part] for part in PARTS)))


def _foreign(name: str, why: str) -> InputError:
    return InputError(
        f"{name}: not a baseline: {why}", hint=f"`airkust check --write-baseline {name}` writes one"
    )
