"""YAML that kubectl reads as what it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airkust.parse.documents import documents
from airkust.report.block_yaml import block, scalar

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=8)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(TEXT, VALUE, min_size=1, max_size=3))
def test_what_is_written_is_read_again(value: dict[str, object]) -> None:
    text = "\n".join(block(value))
    assert documents(text.encode(), "in")[0].value == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("airflow", "airflow"),
        ("apps/v1", "apps/v1"),
        ("yes", '"yes"'),
        ("y", '"y"'),
        ("null", '"null"'),
        ("1e3", '"1e3"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("", '""'),
        (None, "null"),
        (True, "true"),
        (["a"], '["a"]'),
        ({}, "{}"),
    ],
)
def test_only_plain_words_go_without_quotes(value: object, text: str) -> None:
    assert scalar(value) == text


def test_a_list_of_mappings_is_a_block() -> None:
    value = {"a": [{"b": "c", "d": {"e": 1}}, {}, 2], "f": [1, 2]}
    assert (
        "\n".join(block(value))
        == """\
a:
  - b: c
    d:
      e: 1
  - {}
  - 2
f: [1, 2]"""
    )
