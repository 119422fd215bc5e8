"""How is text written into XML 1.0, whatever it is?"""

import html
import re
from typing import Final

NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, be it escaped."""


def text(said: str) -> str:
    """Between tags."""
    return html.escape(NO_XML.sub("\N{REPLACEMENT CHARACTER}", said)).replace("\r", "&#13;")


def attribute(said: str) -> str:
    """Between quotes."""
    return text(said).replace("\n", "&#10;").replace("\t", "&#9;")
