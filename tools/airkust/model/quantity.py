"""How much is `500m`, `1Gi` or `2e3`?

Source: kubernetes/kubernetes apimachinery `pkg/api/resource/quantity.go`.
"""

import re
from fractions import Fraction

PATTERN = re.compile(
    r"(?P<number>[+-]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40}))(?:[eE](?P<exponent>[+-]?[0-9]{1,2})|(?P<suffix>[KMGTPE]i|[numkMGTPE]))?"
)
BINARY = {f"{letter}i": Fraction(1024**power) for power, letter in enumerate("KMGTPE", start=1)}
DECIMAL = {letter: Fraction(1000) ** power for power, letter in enumerate("num", start=-3)} | {
    letter: Fraction(1000) ** power for power, letter in enumerate("kMGTPE", start=1)
}
FACTORS = BINARY | DECIMAL


def read_quantity(value: object) -> Fraction | None:
    """A Kubernetes quantity as an exact number; None where it is none.

    Args:
        value: As YAML holds it: `cpu: 2`, `cpu: 0.5`, `memory: 512Mi`.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    found = PATTERN.fullmatch(str(value).strip())
    if found is None:
        return None
    factor = FACTORS.get(found["suffix"] or "", Fraction(1))
    return Fraction(found["number"]) * factor * Fraction(10) ** int(found["exponent"] or 0)
