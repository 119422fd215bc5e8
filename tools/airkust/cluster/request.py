"""What is asked of the API server? Never to change anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, urlencode

JSON = "application/json"
APPLY = "application/apply-patch+yaml"
JSON_PATCH = "application/json-patch+json"


class WouldModifyError(AssertionError):
    """A request that could change the cluster was about to be sent: a bug of ours."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Attributes:
        path: With each part quoted.
        query: Not quoted yet.
        body: "" for GET.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    accept: str = JSON
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)  # may hold Secrets

    def target(self) -> str:
        """What stands in the request line.

        Raises:
            WouldModifyError: It is neither a GET nor a dry run.
        """
        query = urlencode(self.query, quote_via=quote)
        if self.method != "GET" and parse_qs(query).get("dryRun") != ["All"]:
            raise WouldModifyError(f"{self.method} {self.path} without dryRun=All was not sent")
        if "?" in self.path or "#" in self.path:
            raise WouldModifyError(f"{self.method} {self.path} with a query in its path was not sent")
        return f"{self.path}?{query}" if query else self.path
