"""When Argo CD and Helm apply an object, as its annotations say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.resource import Resource, ResourceId
from airkust.model.sync_order import AFTER, BEFORE, HELM_HOOK, HELM_WEIGHT, HOOK, WAVE, WITH, Step, step


def of(**annotations: str) -> Step | None:
    names = {"hook": HOOK, "wave": WAVE, "helm": HELM_HOOK, "weight": HELM_WEIGHT}
    notes = {names[name]: text for name, text in annotations.items()}
    return step(Resource(ResourceId("Job", "j"), "batch/v1", {"metadata": {"annotations": notes}}))


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ({}, Step(WITH, 0)),
        ({"wave": "2"}, Step(WITH, 2)),
        ({"wave": "-1"}, Step(WITH, -1)),
        ({"wave": "soon"}, Step(WITH, 0)),
        ({"hook": "PreSync"}, Step(BEFORE, 0)),
        ({"hook": "Sync", "wave": "1"}, Step(WITH, 1)),
        ({"hook": "PostSync, PreSync"}, Step(BEFORE, 0)),
        ({"hook": "SyncFail"}, None),
        ({"helm": "post-install,post-upgrade", "weight": "5"}, Step(AFTER, 5, by_helm=True)),
        ({"helm": "pre-upgrade"}, Step(BEFORE, 0, by_helm=True)),
        ({"helm": "test"}, None),
        ({"hook": "PostSync", "helm": "pre-install"}, Step(AFTER, 0)),
    ],
)
def test_annotations_say_when(annotations: dict[str, str], expected: Step | None) -> None:
    assert of(**annotations) == expected


STEPS = st.builds(Step, st.sampled_from([BEFORE, WITH, AFTER]), st.integers(-3, 3))


@given(STEPS, STEPS)
def test_of_two_places_one_is_later_unless_they_are_one(one: Step, other: Step) -> None:
    assert one.after(other) + other.after(one) + (one == other) == 1


def test_a_phase_outweighs_every_wave() -> None:
    assert Step(AFTER, -100).after(Step(WITH, 100))


def test_a_place_is_named_as_argo_cd_names_it() -> None:
    assert [str(Step(BEFORE)), str(Step(WITH, 2))] == ["PreSync", "Sync, wave 2"]
