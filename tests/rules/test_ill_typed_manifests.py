"""No rule stumbles over a manifest whose fields have the wrong type: that is `validate`'s finding."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.cases import Case, cases

from airkust.model.field_path import Part
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.parse import parse
from airkust.rules import RULES
from airkust.rules.engine import run

WRONG: list[Any] = [None, True, 7, 1.5, "", "word", "${", [], ["a", None], {}, {"a": {"b": 1}}, [[[]]]]
JUNK = st.sampled_from(WRONG)
KEPT = {("apiVersion",), ("kind",), ("metadata",), ("metadata", "name")}


def paths(value: object, here: tuple[Part, ...] = ()) -> Iterator[tuple[Part, ...]]:
    """Every path below a value but those without which it is no object."""
    if here and here not in KEPT:
        yield here
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*here, key))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*here, number))


def replaced(body: dict[str, Any], path: tuple[Part, ...], junk: object) -> dict[str, Any]:
    changed = copy.deepcopy(body)
    parent: Any = changed
    for part in path[:-1]:
        parent = parent[part]
    parent[path[-1]] = junk
    return changed


@pytest.mark.parametrize("case", [case for case in cases() if case.path.stem == "bad"], ids=str)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_rule_survives_any_field_of_any_type(case: Case, data: st.DataObject) -> None:
    rendering = parse(case.path.read_bytes(), name=case.path.name)
    number = data.draw(st.integers(0, len(rendering) - 1))
    chosen = rendering.resources[number]
    path = data.draw(st.sampled_from(list(paths(chosen.body))))
    body = replaced(dict(chosen.body), path, data.draw(JUNK))
    changed = Resource(chosen.id, chosen.api_version, body, chosen.source)
    resources = (*rendering.resources[:number], changed, *rendering.resources[number + 1 :])

    result = run(Rendering(rendering.name, resources, rendering.embedded), RULES)

    assert len(result.rules) == len(RULES)
