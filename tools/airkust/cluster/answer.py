"""What did the API server answer?"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from airkust.diff.state import Refusal
from airkust.model import tree

if TYPE_CHECKING:
    from http.client import HTTPResponse

WARNING = re.compile(r'\d{3} \S+ "((?:[^"\\]|\\.)*)"')
"""A value of a Warning header (RFC 7234, section 5.5): code, agent, quoted text."""

ESCAPED = re.compile(r"\\(.)")

TEXT = 300
"""Characters kept of a body that is not JSON."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        status: Of HTTP.
        body: What the JSON said; None where it was none.
        warnings: The texts of its Warning headers.
        retry_after: Seconds the server asked us to wait; None where it did not.
        text: The start of a body that is not JSON, as kubectl's proxy and load balancers write it.
    """

    status: int
    body: Any = field(default=None, repr=False)  # may hold Secrets, or quote them
    warnings: tuple[str, ...] = ()
    retry_after: float | None = None
    text: str = field(default="", repr=False)

    @property
    def ok(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def refusal(self) -> Refusal:
        """What it says besides "no", from the Status it holds."""
        causes = tuple(
            (tree.text(cause, "field"), tree.text(cause, "message"))
            for cause in tree.sequence(self.body, "details", "causes")
        )
        return Refusal(self.status, tree.text(self.body, "reason"), tree.text(self.body, "message"), causes)


def warnings(headers: Iterable[str]) -> tuple[str, ...]:
    """The texts of Warning headers; a header may hold several."""
    return tuple(ESCAPED.sub(r"\1", text) for header in headers for text in WARNING.findall(header))


def answer_of(response: "HTTPResponse", data: bytes) -> Answer:
    """The answer in a response whose body has been read."""
    told = warnings(response.headers.get_all("Warning") or ())
    after = response.headers.get("Retry-After") or ""
    seconds = float(after) if after.isdecimal() else None
    try:
        return Answer(response.status, json.loads(data), told, seconds)
    except (ValueError, RecursionError):
        text = data[:TEXT].decode(errors="replace").strip()
        return Answer(response.status, None, told, seconds, text)
