"""What `kubectl label --local -o json` of kubectl 1.37 made of each word."""

import math

import pytest

from airkust.parse.scalars import Scalar, key_text, resolve

MEASURED: dict[str, Scalar] = {
    "yes": True,
    "Yes": True,
    "y": True,
    "Y": True,
    "on": True,
    "true": True,
    "True": True,
    "n": False,
    "N": False,
    "no": False,
    "off": False,
    "OFF": False,
    "tRUE": "tRUE",
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "0755": 493,
    "0o755": 493,
    "0b11": 3,
    "0x1F": 31,
    "0x": "0x",
    "1_000": 1000,
    "1__0": 10,
    "_1": "_1",
    "1_": 1,
    "+12": 12,
    "-0": 0,
    "08": 8.0,
    "1e3": 1000.0,
    "12e03": 12000.0,
    "1.5e+3": 1500.0,
    "1.": 1.0,
    ".5": 0.5,
    "+.5": 0.5,
    "0.10": 0.1,
    "3.0": 3.0,
    "99999999999999999999999": 1e23,
    "190:20:30": "190:20:30",
    "2001-12-14": "2001-12-14",
    "2001-12-14t21:59:43.10-05:00": "2001-12-14t21:59:43.10-05:00",
    "=": "=",
    "500m": "500m",
    "1Gi": "1Gi",
}


@pytest.mark.parametrize(("word", "value"), MEASURED.items())
def test_a_plain_word_means_what_kubectl_takes_it_for(word: str, value: Scalar) -> None:
    assert (resolve(word), type(resolve(word))) == (value, type(value))


def test_infinity_is_a_number() -> None:
    assert resolve("-.inf") == -math.inf


def test_an_endless_row_of_digits_is_a_number_of_bounded_cost() -> None:
    assert resolve("9" * 100_000) == math.inf


@pytest.mark.parametrize(
    ("value", "key"), [("a", "a"), (True, "true"), (False, "false"), (1, "1"), (1.5, "1.5"), (None, None)]
)
def test_a_key_is_written_as_json_has_it(value: object, key: str | None) -> None:
    assert key_text(value) == key
