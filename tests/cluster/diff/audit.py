"""What did the API server note of the requests of `airkust diff`?"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.cluster.diff.users import NAME

READING = frozenset(["get", "list", "watch"])

Event = Mapping[str, Any]


def events(logs: Path) -> Iterator[Event]:
    """Every request that a user of the diff made, in the order of the log, older files first."""
    for file in sorted(logs.glob("audit*.log"), key=lambda each: each.stat().st_mtime):
        for line in file.read_text().splitlines():
            event = json.loads(line)
            if event.get("stage") == "ResponseComplete" and asked_by_the_diff(event):
                yield event


def asked_by_the_diff(event: Event) -> bool:
    """Whether its user, or whom that user acts as, is one of `tests/cluster/diff/users.py`."""
    names = [event.get(who, {}).get("username", "") for who in ("user", "impersonatedUser")]
    return any(NAME in name for name in names)


def reads(event: Event) -> bool:
    """Whether the verb changes nothing by its nature."""
    return event["verb"] in READING


def is_dry(event: Event) -> bool:
    """Whether the API server was told to keep nothing."""
    return parse_qs(urlsplit(event["requestURI"]).query).get("dryRun") == ["All"]


def spoken(event: Event) -> str:
    """A request as a person reads it."""
    return f"{event['verb']} {event['requestURI']}"
