"""How is a baseline written? One finding on a line, sorted: a review shows what came and what went."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from airkust.model.baseline import SCHEMA, Accepted


def render(entries: Iterable[Accepted]) -> str:
    """The file that `airkust.parse.baseline.read_baseline` reads. Ends in a newline."""
    lines = [
        "  " + json.dumps({"input": entry.input, **asdict(entry.fingerprint)}, ensure_ascii=False)
        for entry in sorted(set(entries))
    ]
    body = "\n" + ",\n".join(lines) + "\n" if lines else ""
    return f'{{"schema": "{SCHEMA}", "findings": [{body}]}}\n'
