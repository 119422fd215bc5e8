"""What does kubectl's proxy say where it finds no way to the API server?

It passes on the words of Go's HTTP client as text, with status 500.
"""

import re
from http import HTTPStatus

from airkust.cluster.answer import Answer
from airkust.cluster.retry import Broken

CREDENTIALS = r"getting credentials|oauth2|exec plugin"
WAY = re.compile(
    r"dial |lookup |no such host|no route|unreachable|connection re(?:fused|set)|unable to connect"
    r"|proxyconnect|i/o timeout|deadline exceeded|x509:|tls:|EOF|http2?: |net/http: |" + CREDENTIALS
)
"""Other text may be a load balancer's, and quote whatever it was sent."""


def without_way(answer: Answer) -> Answer | Broken:
    """An answer that tells of no way to the server, taken for none; any other one as it is."""
    if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR or not WAY.search(answer.text):
        return answer
    return Broken(answer.text, lasting=re.search(CREDENTIALS, answer.text) is not None)
