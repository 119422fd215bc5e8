"""No rule stumbles over a manifest whose fields have the wrong type: that is `validate`'s finding."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ill_typed import paths, replaced
from tests.rules.cases import Case, cases

from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.parse import parse
from airkust.rules import RULES
from airkust.rules.engine import run

WRONG: list[Any] = [None, True, 7, 1.5, "", "word", "${", [], ["a", None], {}, {"a": {"b": 1}}, [[[]]]]
JUNK = st.sampled_from(WRONG)


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
