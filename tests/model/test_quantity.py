"""How much is a quantity of Kubernetes?"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.quantity import FACTORS, read_quantity


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("500m", Fraction(1, 2)),
        (2, Fraction(2)),
        (0.5, Fraction(1, 2)),
        ("1Gi", Fraction(1024**3)),
        ("1G", Fraction(1000**3)),
        ("1.5Ki", Fraction(1536)),
        (".5", Fraction(1, 2)),
        ("5.", Fraction(5)),
        ("2e3", Fraction(2000)),
        ("2E3", Fraction(2000)),
        ("1E", Fraction(10**18)),
        ("1e-3", Fraction(1, 1000)),
        ("100n", Fraction(1, 10**7)),
        ("-1", Fraction(-1)),
    ],
)
def test_a_quantity_is_read_as_kubernetes_does(written: object, expected: Fraction) -> None:
    assert read_quantity(written) == expected


@pytest.mark.parametrize(
    "junk", [None, True, "", "word", "1 Gi", "1gi", "Gi", "1e", "1e999", [], {}, "1i", "٣"]
)
def test_what_is_no_quantity_is_none(junk: object) -> None:
    assert read_quantity(junk) is None


@given(number=st.integers(0, 10**9), suffix=st.sampled_from(sorted(FACTORS)))
def test_a_suffix_is_a_factor(number: int, suffix: str) -> None:
    assert read_quantity(f"{number}{suffix}") == number * FACTORS[suffix]


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    value = read_quantity(text)
    assert value is None or isinstance(value, Fraction)
