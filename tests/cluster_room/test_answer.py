"""What an API server says besides an object."""

import pytest

from airkust.cluster.answer import Answer, warnings
from airkust.diff.state import Refusal


def test_a_status_becomes_a_refusal() -> None:
    status = {
        "kind": "Status",
        "reason": "Invalid",
        "message": "Deployment is invalid",
        "details": {"causes": [{"field": "spec.selector", "message": "field is immutable"}]},
    }
    expected = Refusal(422, "Invalid", "Deployment is invalid", (("spec.selector", "field is immutable"),))
    assert Answer(422, status).refusal == expected


@pytest.mark.parametrize(
    "body", [None, [], "no", {"message": 3}, {"details": {"causes": "x"}}, {"details": {"causes": [4]}}]
)
def test_an_odd_body_is_a_refusal_all_the_same(body: object) -> None:
    assert Answer(403, body).refusal.code == 403


def test_an_answer_does_not_show_its_body() -> None:
    assert "canary" not in repr(Answer(200, {"data": "canary"}, text="canary"))


def test_a_refusal_does_not_show_what_it_quotes() -> None:
    assert "canary" not in repr(Answer(422, {"message": "canary"}).refusal)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], ()),
        (['299 - "policy/v1beta1 is deprecated"'], ("policy/v1beta1 is deprecated",)),
        (['299 - "one", 299 kube "two, too"', '299 - "three"'], ("one", "two, too", "three")),
        ([r'299 - "unknown field \"spec.foo\""'], ('unknown field "spec.foo"',)),
        (["garbage"], ()),
    ],
)
def test_warnings_are_the_texts_of_their_headers(headers: list[str], expected: tuple[str, ...]) -> None:
    assert warnings(headers) == expected
