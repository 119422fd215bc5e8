"""What a YAML stream holds, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.errors import AirkustError, InputError
from airkust.parse.builder import MAX_ALIASED, MAX_DEPTH
from airkust.parse.documents import MAX_EVENTS, documents
from airkust.parse.encoding import MAX_BYTES

REFUSED = {
    "an open list": (b"a: [1", "in:2: invalid YAML: while parsing a flow sequence did not find"),
    "a tab as indentation": (b"a:\n\tb: 1", "in:2: invalid YAML"),
    "a duplicate key": (b"a:\n  b: 1\n  b: 2", 'in:3: duplicate key "b" in a, already on line 2'),
    "two spellings of one key": (
        b"yes: 1\ntrue: 2",
        'in:2: duplicate key "true" in the document, already on line 1',
    ),
    "a list as a key": (b"? [a]\n: b", "in:1: the document has a key that is no text"),
    "a null key": (b"x:\n  ~: b", "in:2: x has a key that is no text"),
    "an unknown alias": (b"a: 1\nb: *x", "in:2: the alias *x has no anchor &x before it"),
    "an anchor in itself": (b"a: &x [*x]", "in:1: the anchor &x contains itself"),
    "a merge of a word": (b"a:\n  <<: word", "in:2: only mappings can be merged with <<"),
    "a wrong tag": (b"a:\n  - !!int word", "in:2: a[0] is tagged !!int but cannot be read as that"),
    "a binary file": (b"\x7fELF\x02\x00", "in:1: a binary file, not a manifest (byte 5 is 0x00)"),
    "another encoding": (b"a: 1\nb: caf\xe9", "in:2: a binary file, not a manifest (byte 11 is 0xe9)"),
    "half a UTF-16 character": (b"\xff\xfea", "in:1: a binary file, not a manifest"),
    "a control character": (b"a: 1\nb: \x07", "in:2: invalid YAML: control characters are not allowed"),
    "absurd nesting in brackets": (b"[" * 100_000, f"in:1: nested deeper than {MAX_DEPTH} levels"),
    "absurd nesting in lines": (b"- " * 100_000, f"in:1: nested deeper than {MAX_DEPTH} levels"),
    "too many values": (b"---\n" * MAX_EVENTS, "in:1000001: more than airkust reads"),
    "too large a file": (b"#" * (MAX_BYTES + 1), "in: holds 32 MiB, more than the 32 MiB airkust reads"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_its_line(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        documents(data, "in")
    assert caught.value.message.startswith(message)


def test_aliases_cannot_grow_without_bound() -> None:
    levels = [b"a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 9)]
    with pytest.raises(InputError, match=f"aliases stand for more than {MAX_ALIASED} values"):
        documents(b"\n".join(levels), "in")


def test_an_alias_is_the_value_of_its_anchor() -> None:
    [document] = documents(b"a: &x {k: 1}\nb: *x", "in")
    assert document.value == {"a": {"k": 1}, "b": {"k": 1}}


def test_merged_keys_give_way_to_the_mappings_own() -> None:
    [document] = documents(b"base: &m {a: 1, b: 1}\nx: {<<: [*m, {a: 2, c: 2}], b: 3}", "in")
    assert document.value["x"] == {"a": 1, "b": 3, "c": 2}


def test_a_quoted_word_stays_text() -> None:
    [document] = documents(b"a: 'yes'\nb: !!str 12", "in")
    assert document.value == {"a": "yes", "b": "12"}


def test_empty_documents_are_left_out() -> None:
    assert documents(b"---\n# nothing\n---\n---\na: 1\n...\n", "in")[0].value == {"a": 1}


def test_an_unquoted_image_in_braces_is_read_as_kubectl_does() -> None:
    [document] = documents(b"{image: apache/airflow:3.3.2, url: http://a:80/x}", "in")
    assert document.value == {"image": "apache/airflow:3.3.2", "url": "http://a:80/x"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_every_encoding_kubectl_knows(encoding: str) -> None:
    [document] = documents("a: é".encode(encoding), "in")
    assert document.value == {"a": "é"}


def test_every_key_and_item_knows_its_line() -> None:
    [document] = documents(b"# why\na:\n  - x\n  - y: 1\n", "in")
    items = document.value["a"]
    lines = document.line, document.lines[id(document.value)], document.lines[id(items)]
    assert lines == (2, {"a": 2}, {0: 3, 1: 4})


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read = documents(data, "in")
    except AirkustError:
        read = []
    assert isinstance(read, list)


YAMLISH = st.text("ab01:-[]{}#&*!|>%@,?'\"<~ \n\t.\\x", max_size=120)


@given(YAMLISH)
def test_any_text_that_looks_like_yaml_is_read_or_refused(text: str) -> None:
    try:
        read = documents(text.encode(), "in")
    except AirkustError:
        read = []
    assert isinstance(read, list)
