"""How much is a Kubernetes quantity: `100m`, `768Mi`, `2`?

Source: apimachinery `pkg/api/resource/quantity.go`.
"""

import re
from decimal import Decimal

SUFFIXES = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
BINARY = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6}

SMALLEST, LARGEST = Decimal("1e-9"), Decimal(2**63 - 1)
"""Kubernetes rounds smaller ones up and cuts larger ones off."""

QUANTITY = re.compile(
    r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?:[eE]([+-]?[0-9]{1,2})|([numkMGTPE]|[KMGTPE]i)?)"
)


def quantity(value: object) -> Decimal | None:
    """A quantity in its unit, cores or bytes; None where it is none.

    Args:
        value: As written: a text, or a number.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    match = QUANTITY.fullmatch(str(value).strip())
    if match is None:
        return None
    number, exponent, suffix = match.groups()
    if suffix in BINARY:
        found = Decimal(number) * Decimal(1024) ** BINARY[suffix]
    else:
        found = Decimal(number).scaleb(int(exponent) if exponent else SUFFIXES[suffix or ""])
    size = min(max(abs(found), SMALLEST), LARGEST) if found else abs(found)
    return size.copy_sign(found)
