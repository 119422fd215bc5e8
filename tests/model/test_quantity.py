"""Quantities, as k8s.io/apimachinery reads them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.quantity import BINARY, DECIMAL, quantity, shown

UNITS = st.sampled_from([*DECIMAL, *BINARY])
DIGITS = st.decimals(0, 10**6, allow_nan=False, allow_infinity=False, places=3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("100m", Fraction(1, 10)),
        ("1.5Gi", 3 * 2**29),
        ("1.", 1),
        (".5", Fraction(1, 2)),
        ("1e3", 1000),
        ("1E3", 1000),
        ("1E", 10**18),
        ("2e-3", Fraction(2, 1000)),
        ("-3k", -3000),
        ("+5u", Fraction(5, 10**6)),
        (" 12 ", 12),
        (7, 7),
        (0.1, Fraction(1, 10)),
        (1e22, 10**22),
    ],
)
def test_a_quantity_is_an_exact_number(text: object, expected: Fraction) -> None:
    assert quantity(text) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "m",
        "1x",
        "1 Gi",
        "1GiB",
        "--1",
        "1e9999",
        "1Kim",
        "1mi",
        None,
        True,
        [],
        {},
        float("inf"),
    ],
)
def test_what_is_no_quantity_has_no_number(value: object) -> None:
    assert quantity(value) is None


def test_what_no_computer_has_is_no_quantity() -> None:
    assert [quantity(10**5000), quantity("9" * 5000)] == [None, None]


@given(DIGITS, UNITS)
def test_a_unit_multiplies(digits: object, unit: str) -> None:
    one, amount = quantity(f"1{unit}"), quantity(f"{digits:f}{unit}")
    assert one is not None
    assert amount == Fraction(str(digits)) * one


@given(st.lists(st.integers(0, 10**6), max_size=9))
def test_a_sum_of_parts_is_exact(parts: list[int]) -> None:
    assert sum(quantity(f"{part}m") or 0 for part in parts) == Fraction(sum(parts), 1000)


@given(st.text(max_size=8))
def test_no_text_is_too_odd(text: str) -> None:
    found = quantity(text)
    assert found is None or isinstance(found, Fraction)


@given(st.fractions(0, 2**70))
def test_what_is_shown_is_never_less_than_what_is(amount: Fraction) -> None:
    for resource in ("cpu", "requests.memory", "pods"):
        assert (quantity(shown(amount, resource)) or 0) >= amount * Fraction(999, 1000)


@pytest.mark.parametrize(
    ("amount", "resource", "text"),
    [
        (Fraction(14, 10), "requests.cpu", "1400m"),
        (Fraction(2), "cpu", "2"),
        (Fraction(27 * 2**28), "requests.memory", "6.75Gi"),
        (Fraction(512), "memory", "512"),
        (Fraction(18), "pods", "18"),
    ],
)
def test_an_amount_is_shown_as_people_write_it(amount: Fraction, resource: str, text: str) -> None:
    assert shown(amount, resource) == text
