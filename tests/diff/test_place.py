"""Finding what stands at a path."""

import pytest

from airkust.diff.change import Item, Path
from airkust.diff.place import MISSING, find

BODY = {"ports": [{"port": 80}, {"port": 80, "protocol": "UDP"}], "set": ["a", 1], "text": "a: 1", "no": None}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ((), BODY),
        (("ports", 1, "protocol"), "UDP"),
        (("ports", Item((("port", 80), ("protocol", "TCP")))), {"port": 80}),
        (("ports", Item((("port", 80), ("protocol", "UDP")))), {"port": 80, "protocol": "UDP"}),
        (("ports", Item((("port", "80"),))), MISSING),
        (("set", Item((("", "a"),))), "a"),
        (("set", Item((("", True),))), MISSING),
        (("text", "a", 0), "a: 1"),
        (("no",), None),
        (("no", "more"), MISSING),
        (("ports", "x"), MISSING),
        (("ports", 2), MISSING),
        (("text2",), MISSING),
    ],
)
def test_what_stands_at_a_path(path: Path, found: object) -> None:
    assert find(BODY, path) is found or find(BODY, path) == found
