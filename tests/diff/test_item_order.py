"""The order of a keyed list in which others have items."""

from airkust.diff.change import Item
from airkust.diff.item_order import client_side_order, server_side_order


def items(names: str) -> list[Item]:
    return [Item((("name", name),)) for name in names]


def named(names: str) -> dict[Item, str]:
    return dict(zip(items(names), names, strict=True))


def test_server_side_apply_leaves_others_behind_whom_they_stood() -> None:
    assert "".join(server_side_order(items("oABC"), named("CBA"), named("o"))) == "oCBA"


def test_server_side_apply_puts_new_items_behind_the_others() -> None:
    assert "".join(server_side_order(items("ABo"), named("ABZ"), named("o"))) == "ABoZ"


def test_client_side_apply_puts_new_items_before_the_others() -> None:
    assert "".join(client_side_order(items("ABo"), named("ABZ"), named("o"))) == "ABZo"


def test_client_side_apply_leaves_others_before_whom_they_stood() -> None:
    assert "".join(client_side_order(items("AoB"), named("AB"), named("o"))) == "AoB"
