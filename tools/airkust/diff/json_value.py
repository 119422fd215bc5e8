"""When are two values of an object the same?

As JSON has it: the order of the keys does not count, 1 and 1.0 are one number, but true is no number.
Python's `==` takes `True` for 1, so that a switch turned from 1 to true would go unseen.
"""

from collections.abc import Mapping


def same(one: object, other: object) -> bool:
    """Whether two values are the same, all the way down."""
    return one is other or (one == other and _types_agree(one, other))


def _types_agree(one: object, other: object) -> bool:
    """Whether no boolean stands for a number, in two values that are equal to Python.

    Equality has seen to it that both have the same shape, so that only the leaves are left to look at.
    """
    if isinstance(one, str) or one is other:
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return all(_types_agree(value, other[key]) for key, value in one.items() if type(value) is not str)
    if isinstance(one, list) and isinstance(other, list):
        return all(map(_types_agree, one, other))
    return isinstance(one, bool) is isinstance(other, bool)
