"""What number does a Kubernetes quantity stand for, exactly?

As `k8s.io/apimachinery/pkg/api/resource/quantity.go` reads it: `100m`, `1.5Gi`, `1e3`, `5k`. Exact, because
sums of them are held against a limit: 0.1 + 0.2 CPU are 300m and no more.
"""

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

DECIMAL: Final[Mapping[str, int]] = {
    "n": -9,
    "u": -6,
    "m": -3,
    "": 0,
    "k": 3,
    "M": 6,
    "G": 9,
    "T": 12,
    "P": 15,
    "E": 18,
}
BINARY: Final[Mapping[str, int]] = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}

QUANTITY = re.compile(
    r"([+-]?)([0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:[eE]([+-]?[0-9]{1,2})|([numkMGTPE]|[KMGTPE]i)?)"
)
"""Bounded: Python refuses to read numbers of thousands of digits, and Kubernetes stops at 2**63 itself."""

LARGEST = 10**40


def quantity(value: object) -> Fraction | None:
    """A quantity as a number of cores, bytes or pieces; None where it is none.

    Args:
        value: As YAML gives it: text, or a number without a unit.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Fraction(repr(value)) if abs(value) < LARGEST else None
    found = QUANTITY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    sign, digits, exponent, suffix = found.groups()
    number = Fraction(digits) * (-1 if sign == "-" else 1)
    if exponent:
        return number * _ten(int(exponent))
    if suffix in BINARY:
        return number * Fraction(2 ** BINARY[suffix])
    return number * _ten(DECIMAL[suffix or ""])


def _ten(power: int) -> Fraction:
    size: int = 10 ** abs(power)
    return Fraction(size) if power >= 0 else Fraction(1, size)


def shown(amount: Fraction, resource: str) -> str:
    """An amount as people write it: `1400m` of CPU, `6.75Gi` of memory, 12 pods.

    Args:
        amount: In cores, bytes or pieces.
        resource: Its name, for instance `requests.memory`.
    """
    if resource.endswith("cpu"):
        return str(amount) if amount.denominator == 1 else f"{math.ceil(amount * 1000)}m"
    if resource.endswith(("memory", "storage")):
        for suffix, power in reversed(tuple(BINARY.items())):
            if amount >= 2**power:
                return f"{math.ceil(amount * 100 / 2**power) / 100:g}{suffix}"
    return str(math.ceil(amount))
