"""What does kubectl take a plain YAML word for?

kubectl reads YAML 1.1 through sigs.k8s.io/yaml: an unquoted `yes`, `on` or `y` is true, `0755` is 493
and a date stays a string. Measured with `kubectl label --local -o json` of kubectl 1.37; the tests hold
the table.
"""

import base64
import math
import re

TRUE = frozenset({"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"})
FALSE = frozenset({"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"})
NULL = frozenset({"", "~", "null", "Null", "NULL"})
FIRST_OF_NUMBER = frozenset("+-.0123456789")
INFINITY = {".inf": 1, ".Inf": 1, ".INF": 1, "+.inf": 1, "+.Inf": 1, "+.INF": 1} | {
    "-.inf": -1,
    "-.Inf": -1,
    "-.INF": -1,
}
NAN = frozenset({".nan", ".NaN", ".NAN"})
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
INTEGER = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))")
INT64 = range(-(2**63), 2**63)
UINT64 = 2**64

Scalar = str | int | float | bool | None


def resolve(text: str) -> Scalar:
    """The value of an unquoted, untagged scalar."""
    if text in NULL:
        return None
    if text in TRUE:
        return True
    if text in FALSE:
        return False
    return number(text) if text[0] in FIRST_OF_NUMBER else text


def number(text: str) -> str | int | float:
    """The number a word spells, or the word."""
    if text in INFINITY:
        return math.inf * INFINITY[text]
    if text in NAN:
        return math.nan
    plain = text.replace("_", "")
    integer = _integer(plain)
    if integer is not None:
        return integer
    return float(plain) if FLOAT.fullmatch(plain) else text


def _integer(plain: str) -> int | None:
    match = INTEGER.fullmatch(plain)
    # longer than any 64-bit number, binary included: Python would refuse or spend ages on it
    if match is None or len(plain) > 70:  # noqa: PLR2004 -- explained above
        return None
    sign, hexadecimal, binary, octal, decimal = match.groups()
    digits, base = next(
        (digits, base)
        for digits, base in ((hexadecimal, 16), (binary, 2), (octal, 8), (decimal, 10))
        if digits is not None
    )
    value = int(digits, base) * (-1 if sign == "-" else 1)
    return value if value in INT64 or 0 <= value < UINT64 else None


def tagged(tag: str, text: str) -> Scalar:
    """The value of a scalar with an explicit tag, or of a quoted one.

    Args:
        tag: Without its prefix, for instance `str` or `binary`; tags kubectl does not know are ignored.
        text: What stands there.

    Raises:
        ValueError: It cannot be read as that.
    """
    if tag == "binary":
        return base64.b64decode(text).decode()
    if tag not in {"int", "float", "bool", "null"}:
        return text
    value = resolve(text)
    if isinstance(value, str):
        raise ValueError(tag)  # noqa: TRY004 -- the text is wrong, not its Python type
    return float(value) if tag == "float" and value is not None else value


def key_text(value: object) -> str | None:
    """The JSON key kubectl makes of a YAML key; None for what it refuses (null, lists, mappings)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.17g}" if isinstance(value, float) and value.is_integer() else str(value)
    return None
