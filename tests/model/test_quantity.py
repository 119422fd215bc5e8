"""Quantities as Kubernetes reads them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.quantity import BINARY, SUFFIXES, quantity


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("100m", "0.1"),
        ("2", "2"),
        (2, "2"),
        (0.5, "0.5"),
        ("1.5Gi", "1610612736"),
        ("1k", "1000"),
        ("1e3", "1000"),
        ("1E3", "1000"),
        ("2E", "2000000000000000000"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-1", "-1"),
        ("1e-99", "1e-9"),
        ("9e99", "9223372036854775807"),
    ],
)
def test_a_quantity_has_a_value(written: object, value: str) -> None:
    assert quantity(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "m", "1 Gi", "1KB", "1ki", "word", "1e999", True, None, [], "٣"])
def test_what_is_no_quantity_has_none(written: object) -> None:
    assert quantity(written) is None


@given(st.integers(0, 7), st.sampled_from([*SUFFIXES, *BINARY]))
def test_a_suffix_multiplies(number: int, suffix: str) -> None:
    factor = 1024 ** BINARY[suffix] if suffix in BINARY else Decimal(10) ** SUFFIXES[suffix]
    assert quantity(f"{number}{suffix}") == number * factor
