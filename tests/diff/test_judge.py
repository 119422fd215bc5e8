"""What becomes of one object?"""

from typing import Any

from tests.diff.recorded import container, deployment, identity, live

from airkust.diff.change import CauseKind
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.judge import judge
from airkust.diff.live import Live
from airkust.diff.masking import Masker
from airkust.diff.state import Refusal, State

IMMUTABLE = Refusal(
    422, "Invalid", "spec.selector: field is immutable", (("spec.selector", "field is immutable"),)
)
INVALID = Refusal(422, "Invalid", "spec.replicas: must be positive", (("spec.replicas", "must be positive"),))


def judged(desired: dict[str, Any], known: Live | None, **state: Any) -> ObjectDiff:  # noqa: ANN401 -- as State
    found = State(identity(deployment()), desired, known, **state)
    return judge(found, Masker(b"key"), source=None, manager=None)


def test_what_the_server_says_is_the_same_is_the_same() -> None:
    known = live("server-side")
    assert judged(deployment(), known, predicted=known.body).fate is Fate.SAME


def test_what_is_not_there_is_created() -> None:
    found = judged(deployment(), None)
    assert (found.fate, found.changes) == (Fate.CREATED, ())


def test_where_the_server_was_not_asked_the_prediction_is_ours_and_says_so() -> None:
    desired = deployment()
    desired["spec"]["replicas"] = 7
    found = judged(desired, live("server-side"), approximate="no permission")
    assert [(each.field, each.after) for each in found.changes] == [("spec.replicas", 7)]
    assert found.approximate == "no permission"


def test_each_change_has_its_cause() -> None:
    desired = deployment()
    container(desired)["image"] = "apache/airflow:9"
    found = judged(desired, live("server-side"), approximate="offline")
    assert [each.cause.kind for each in found.changes if each.cause] == [CauseKind.GIT]


def test_a_field_that_cannot_change_is_a_recreation_without_asking() -> None:
    desired = deployment()
    desired["spec"]["selector"]["matchLabels"]["app"] = "other"
    assert judged(desired, live("server-side"), approximate="offline").fate is Fate.RECREATED


def test_a_change_that_the_server_refuses_in_place_is_a_recreation() -> None:
    desired = deployment()
    desired["spec"]["selector"]["matchLabels"]["app"] = "other"
    assert judged(desired, live("server-side"), refusal=IMMUTABLE).fate is Fate.RECREATED


def test_an_invalid_object_has_failed_with_what_the_server_says() -> None:
    desired = deployment()
    desired["spec"]["replicas"] = -1
    found = judged(desired, live("server-side"), refusal=INVALID)
    assert (found.fate, found.error) == (Fate.FAILED, INVALID.message)


def test_an_object_that_could_not_be_asked_for_has_failed() -> None:
    assert judged(deployment(), None, error="the connection was closed").error == "the connection was closed"


def test_an_object_nested_too_deep_hides_no_other() -> None:
    deep: dict[str, Any] = {}
    for _ in range(5000):
        deep = {"a": deep}
    body = {**deployment(), "spec": deep}
    found = judged(body, Live(identity(deployment()), deployment()), predicted=body)
    assert (found.fate, "too deep" in found.error) == (Fate.FAILED, True)
