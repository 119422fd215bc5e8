"""What do a prediction and the live object share?"""

import json
from typing import Any

from hypothesis import given
from tests.json_values import OBJECTS

from airkust.cluster.prediction import shared
from airkust.diff.live import live


def as_json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


@given(OBJECTS, OBJECTS)
def test_sharing_changes_no_value(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert as_json(shared(one, live(other))) == as_json(one)


@given(OBJECTS)
def test_what_is_the_same_is_one_thing(body: dict[str, Any]) -> None:
    before = live(body)
    assert shared(json.loads(json.dumps(body)), before) is before.body
