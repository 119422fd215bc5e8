"""A path can be written and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.field_path import Part, join, split


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ((), ""),
        (("spec", "containers", 0, "image"), "spec.containers[0].image"),
        (("metadata", "annotations", "airkust.dev/x"), 'metadata.annotations["airkust.dev/x"]'),
        (("data", "pod_template.yaml", "spec"), 'data["pod_template.yaml"].spec'),
        (("items", 0, 1), "items[0][1]"),
        (("", 'a"b'), '[""]["a\\"b"]'),
    ],
)
def test_a_path_reads_like_jsonpath(parts: tuple[Part, ...], path: str) -> None:
    assert join(*parts) == path


@given(st.lists(st.one_of(st.text(), st.integers(0, 999))))
def test_what_is_written_reads_back(parts: list[Part]) -> None:
    assert split(join(*parts)) == tuple(parts)


@pytest.mark.parametrize("path", ["a b", "[", "[x]", "a..b", '["open]'])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="not a field path"):
        split(path)
