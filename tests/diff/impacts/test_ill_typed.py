"""Does an object whose fields have the wrong type raise nowhere?"""

from typing import Any

import pytest
from tests.diff.impacts.sides import compared, production
from tests.ill_typed import paths, replaced

from airkust.diff.airflow_settings import setting_changes
from airkust.diff.impacts import impacts
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.parse import parse

JUNK: tuple[object, ...] = ([], "x")
WHOLE = parse(production().encode(), name="test")
NAMES = ("airflow-scheduler", "airflow-config-7cd52td42k", "airflow-migrations-3.3.2")
PART = tuple(each for each in WHOLE if each.name in NAMES and each.kind != "ServiceAccount")


@pytest.mark.parametrize("broken", PART, ids=lambda each: each.name)
@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_no_field_of_the_wrong_type_raises(broken: Resource, junk: object) -> None:
    body: dict[str, Any] = dict(broken.body)
    for path in paths(body):
        odd = Resource(broken.id, broken.api_version, replaced(body, path, junk))
        other = Rendering("test", tuple(odd if each.id == odd.id else each for each in PART))
        _look(Rendering("test", PART), other)
        _look(other, Rendering("test", PART))


def _look(before: Rendering, after: Rendering) -> None:
    found = compared(before, after)
    impacts(before, after, found.objects, profile=Profile.CORE)
    setting_changes(before, after, found.objects)
