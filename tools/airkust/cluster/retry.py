"""Is a request sent again, and after how long?

Everything we send may be sent twice: it reads, or it is a dry run.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from random import uniform

from airkust.cluster.answer import Answer

TRIES: Mapping[int, int] = {
    HTTPStatus.TOO_MANY_REQUESTS: 8,  # the server says when to come back
    HTTPStatus.INTERNAL_SERVER_ERROR: 3,  # a webhook that is away, for instance
    HTTPStatus.BAD_GATEWAY: 4,
    HTTPStatus.SERVICE_UNAVAILABLE: 4,
    HTTPStatus.GATEWAY_TIMEOUT: 4,
}
"""How often a request is sent at most, by what is answered."""

LASTING = re.compile(r"^failed to (create typed patch object|convert new object)")
"""What an API server calls an internal error though the object is at fault."""

BROKEN_TRIES = 3
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
"""Seconds. A server that asks for more is asked again all the same."""


@dataclass(frozen=True, slots=True)
class Broken:
    """There was no whole answer.

    Attributes:
        reason: Why, in our words.
        lasting: Whether asking again is no use.
    """

    reason: str
    lasting: bool = False


def pause(outcome: Answer | Broken, sent: int) -> float | None:
    """Seconds until the request is sent again; None where the outcome stands.

    Args:
        outcome: Of the last time.
        sent: How often it has been sent.
    """
    tries = _tries(outcome)
    if sent >= tries:
        return None
    asked = outcome.retry_after if isinstance(outcome, Answer) else None
    if asked is not None:
        return min(asked, LONGEST_PAUSE) * uniform(1, 1.2)  # noqa: S311 -- spreads requests, guards nothing
    return min(FIRST_PAUSE * 2.0 ** (sent - 1), LONGEST_PAUSE) * uniform(0.5, 1.5)  # noqa: S311 -- as above


def _tries(outcome: Answer | Broken) -> int:
    if isinstance(outcome, Broken):
        return 1 if outcome.lasting else BROKEN_TRIES
    return 1 if LASTING.match(outcome.refusal.message) else TRIES.get(outcome.status, 1)
