"""Do we notice a key that is lost, without telling it?"""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.diff.impacts.keys import KeyRisk, key_impact, key_risks
from airkust.model.resource import ResourceId

KEY = st.text("abcdefgh0123456789-_=", min_size=4, max_size=12)
PREFIX = "canary-"


def data(**keys: str) -> dict[str, object]:
    """A Secret as the API server gives it; underscores spell hyphens but in variables."""
    encoded = {
        name if name.isupper() else name.replace("_", "-"): base64.b64encode(text.encode()).decode()
        for name, text in keys.items()
    }
    return {"kind": "Secret", "data": encoded}


@pytest.mark.parametrize("name", ["fernet_key", "AIRFLOW__CORE__FERNET_KEY"])
@pytest.mark.parametrize(
    ("before", "after", "risks"),
    [
        ("old", "old", []),
        ("old", "new", [KeyRisk.FERNET_LOST]),
        ("old", "new,old", []),
        ("old", "old,new", []),
        ("old", " new , old ", []),
        ("new,old", "new", [KeyRisk.FERNET_RETIRED]),
        ("new,old", "old", [KeyRisk.FERNET_LOST]),
        ("old", "", [KeyRisk.FERNET_LOST]),
        ("", "new", []),
    ],
)
def test_the_fernet_key_that_encrypts_must_stay(
    name: str, before: str, after: str, risks: list[KeyRisk]
) -> None:
    assert list(key_risks(data(**{name: before}), data(**{name: after}))) == risks


def test_a_secret_without_the_key_has_lost_it() -> None:
    assert list(key_risks(data(fernet_key="old"), data())) == [KeyRisk.FERNET_LOST]


@pytest.mark.parametrize(
    ("name", "risk"),
    [
        ("jwt_secret", KeyRisk.JWT_CHANGED),
        ("AIRFLOW__API_AUTH__JWT_SECRET", KeyRisk.JWT_CHANGED),
        ("api_secret_key", KeyRisk.API_CHANGED),
        ("AIRFLOW__API__SECRET_KEY", KeyRisk.API_CHANGED),
    ],
)
def test_another_key_of_the_api_is_noticed(name: str, risk: KeyRisk) -> None:
    assert list(key_risks(data(**{name: "old"}), data(**{name: "new"}))) == [risk]


def test_text_is_compared_with_data() -> None:
    after = {"stringData": {"jwt-secret": "old"}}
    assert list(key_risks(data(**{"jwt-secret": "old"}), after)) == []


def test_what_is_no_key_of_airflow_is_left_alone() -> None:
    assert list(key_risks(data(**{"a-password": "old"}), data(**{"a-password": "new"}))) == []


@given(KEY, KEY)
def test_a_risk_never_tells_the_key(before: str, after: str) -> None:
    old, new = (
        data(fernet_key=PREFIX + before, jwt_secret=PREFIX + after),
        data(fernet_key=PREFIX, jwt_secret=PREFIX),
    )
    said = [key_impact(ResourceId("Secret", "s"), risk) for risk in key_risks(old, new)]
    assert PREFIX not in repr(said)


@pytest.mark.parametrize(
    "raw", [{}, {"data": []}, {"data": {"fernet-key": 3}}, {"data": {"fernet-key": "*"}}, {"stringData": "x"}]
)
def test_nothing_ill_typed_raises(raw: dict[str, object]) -> None:
    assert list(key_risks(raw, raw)) == []
