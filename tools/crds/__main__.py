"""Writes tests/schemas anew: `make crd-schemas`."""

import json
from pathlib import Path

from crds.generate import definitions
from crds.schema import file_of, strict
from crds.sources import SOURCES

SCHEMAS = Path(__file__).parents[2] / "tests" / "schemas"


def main() -> None:
    """Ask each source for its kinds and write one file for each."""
    for source in SOURCES:
        for definition in definitions(source):
            file = SCHEMAS / file_of(definition)
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps(strict(definition), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
