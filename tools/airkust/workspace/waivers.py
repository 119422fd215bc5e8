"""Which waivers does airkust.toml list?"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from airkust.errors import UsageError
from airkust.model.resource import ResourceId, Source
from airkust.model.waiver import Waiver

REQUIRED = ("rule", "object")
KEYS = (*REQUIRED, "reason", "owner", "until")


def lines(text: str, heading: str, tables: int) -> Iterator[int]:
    """The lines of a TOML file on which the tables of a list begin; none where they cannot be told.

    Args:
        text: The file.
        heading: What stands between the double brackets.
        tables: How many tables TOML finds: a heading inside a text would be one too many.
    """
    pattern = re.compile(r"\s*\[\[\s*" + re.escape(heading).replace(r"\.", r"\s*\.\s*") + r"\s*\]\]")
    found = [number for number, line in enumerate(text.splitlines(), start=1) if pattern.match(line)]
    return iter(found if len(found) == tables else ())


def read(
    tables: Sequence[Mapping[str, Any]], file: Path, where: str, places: Iterator[int]
) -> tuple[Waiver, ...]:
    """Read the tables of one list.

    A missing reason, owner or day is no error here: a rule finds it.

    Args:
        tables: What stands under `waivers`.
        file: Where, for errors.
        where: What to call the list in errors, for instance `overlays[0].waivers`.
        places: Gives the line of each table; may give none.

    Raises:
        UsageError: A table lacks its rule or object, or a value is no text.
    """
    return tuple(
        _waiver(table, file, f"{where}[{number}]", next(places, None)) for number, table in enumerate(tables)
    )


def _waiver(table: Mapping[str, Any], file: Path, where: str, line: int | None) -> Waiver:
    for key in REQUIRED:
        if key not in table:
            raise UsageError(f"{file}: {where}.{key}: missing", hint="a waiver names a rule and an object")
    for key in table:
        if key not in KEYS:
            raise UsageError(f"{file}: {where}.{key}: unknown key", hint=f"known here: {', '.join(KEYS)}")
    said = {}
    for key in KEYS:
        value = table.get(key, "")
        if type(value) is date and key == "until":
            value = value.isoformat()
        if not isinstance(value, str):
            raise UsageError(f"{file}: {where}.{key}: not a text", hint="write it in quotes")
        said[key] = value.strip()
    kind, slash, name = said["object"].partition("/")
    if not slash or not kind or not name:
        raise UsageError(
            f'{file}: {where}.object: "{said["object"]}" is not KIND/NAME',
            hint="for instance Deployment/airflow-*",
        )
    return Waiver(
        said["rule"],
        ResourceId(kind, name),
        said["reason"],
        said["owner"],
        said["until"],
        source=Source(os.path.relpath(file), line),
    )
