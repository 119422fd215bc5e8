"""An object as YAML: the same object for every parser, keys in order, nothing a terminal obeys."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from airkust.report.diff import yaml_lines

SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=20), inner)
    ),
    max_leaves=20,
)


def read(lines: list[str]) -> Any:  # noqa: ANN401 -- whatever was written
    return YAML(typ="safe", pure=True).load(io.StringIO("".join(f"{line}\n" for line in lines)))


@given(VALUES)
def test_a_parser_reads_the_same_value_back(value: object) -> None:
    assert read(yaml_lines.lines(value)) == value


@given(st.lists(st.sampled_from(["", " ", "a", "  b", "# c", "- d", "é: f", "\tg", "---"])))
def test_text_of_several_lines_is_the_same_text(lines: list[str]) -> None:
    value = {"a": [{"b": "\n".join(lines)}, "\n".join(lines)], "c": 1}
    assert read(yaml_lines.lines(value)) == value


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_nothing_in_it_moves_a_cursor(value: object) -> None:
    assert all(line.replace("\t", "").isprintable() for line in yaml_lines.lines(value))


def test_an_object_is_blocks_with_its_keys_in_order() -> None:
    body = {
        "spec": {"args": ["api-server", "--port 80"], "empty": {}, "none": None, "on": "on"},
        "kind": "Odd",
        "data": {"a": "one\ntwo\n", "b": "\none", "c": "esc \x1b"},
        "items": [{"b": 1, "a": [[1], []]}],
    }
    assert yaml_lines.lines(body) == [
        "data:",
        "  a: |",
        "    one",
        "    two",
        r'  b: "\none"',
        r'  c: "esc \u001b"',
        "items:",
        "- a:",
        "  - - 1",
        "  - []",
        "  b: 1",
        "kind: Odd",
        "spec:",
        "  args:",
        "  - api-server",
        '  - "--port 80"',
        "  empty: {}",
        "  none: null",
        '  "on": "on"',
    ]


@pytest.mark.parametrize("value", [{1: 2, "a": {None: (1, 2)}}, {(1, 2): b"x"}, float("nan"), object])
def test_what_no_manifest_holds_is_written_too(value: object) -> None:
    assert yaml_lines.lines(value)
