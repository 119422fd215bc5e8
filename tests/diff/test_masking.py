"""Does a masked object tell anything but which secrets are equal?"""

import base64
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from airkust.diff.live import LAST_APPLIED
from airkust.diff.masking import DIGITS, MARK, Masker

CANARY = "Canary7Bird"
ENCODED = base64.b64encode(CANARY.encode()).decode()
URL = f"postgresql://airflow:{CANARY}@database/airflow"


def masker() -> Masker:
    return Masker(b"key")


def container(**fields: object) -> dict[str, Any]:
    return {"kind": "Pod", "spec": {"containers": [{"name": "airflow", **fields}]}}


BODIES: dict[str, dict[str, Any]] = {
    "data": {"kind": "Secret", "data": {"a": ENCODED}},
    "stringData": {"kind": "Secret", "stringData": {"a": CANARY}},
    "data that is no base64": {"kind": "Secret", "data": {"a": f"{CANARY}%"}},
    "data that is no text": {"kind": "Secret", "data": {"a": [CANARY]}},
    "a secret that is no mapping": {"kind": "Secret", "data": f"password={CANARY}"},
    "a variable": container(env=[{"name": "ADMIN_PASSWORD", "value": CANARY}]),
    "a URL": container(env=[{"name": "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "value": URL}]),
    "an argument": container(args=["--password", CANARY]),
    "an argument with =": container(args=[f"--password={CANARY}"]),
    "a ConfigMap's key": {"kind": "ConfigMap", "data": {"fernet_key": CANARY}},
    "a file in a ConfigMap": {
        "kind": "ConfigMap",
        "data": {"a.cfg": f"[core]\nfernet_key = {CANARY}\n"},
    },
    "a file of words": {"kind": "ConfigMap", "data": {"a.cfg": f"[x]\npassword = a b {CANARY}\n"}},
    "a template": {"kind": "ConfigMap", "data": {"pod.yaml": f"env: [{{name: TOKEN, value: {CANARY}}}]\n"}},
    "a template in JSON": {"kind": "ConfigMap", "data": {"a": f'{{"password": "x {CANARY}"}}'}},
    "a template of many lines": {
        "kind": "ConfigMap",
        "data": {"a.yaml": f"token: >\n  a\n  {CANARY}\n"},
    },
    "a variable that is no text": container(env=[{"name": "PASSWORD", "value": {"a": CANARY}}]),
    "an annotation": {"kind": "Pod", "metadata": {"annotations": {"example.com/token": CANARY}}},
    "last-applied": {"kind": "Pod", "metadata": {"annotations": {LAST_APPLIED: json.dumps({"x": CANARY})}}},
    "a pod's annotation": {"spec": {"template": {"metadata": {"annotations": {"token": CANARY}}}}},
}


def test_nothing_of_a_secret_is_left() -> None:
    for name, body in BODIES.items():
        masked = json.dumps(masker().body(body))
        assert CANARY not in masked, name
        assert ENCODED not in masked, name


def test_one_secret_has_one_mask_wherever_it_stands() -> None:
    mask = masker().mask(CANARY)
    assert masker().body(BODIES["data"])["data"] == {"a": mask}
    assert masker().body(BODIES["a variable"])["spec"]["containers"][0]["env"][0]["value"] == mask


def test_what_is_written_as_text_is_masked_as_what_the_server_makes_of_it() -> None:
    assert masker().body(BODIES["stringData"]) == masker().body(BODIES["data"])


def test_another_key_gives_another_mask() -> None:
    assert Masker(b"a").mask(CANARY) != Masker(b"b").mask(CANARY)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_secrets_are_told_apart_and_their_masks_are_of_one_length(one: str, other: str) -> None:
    bodies = [{"kind": "Secret", "stringData": {"a": each}} for each in (one, other)]
    masks = [masker().body(body)["data"]["a"] for body in bodies]
    assert (masks[0] == masks[1]) is (one == other)
    assert {len(mask) for mask in masks} == {len(MARK) + DIGITS}


def test_what_is_no_secret_stays() -> None:
    body = container(image="apache/airflow:3.3.2", args=["scheduler"], env=[{"name": "A", "value": "b"}])
    body["spec"]["automountServiceAccountToken"] = False
    assert masker().body(body) == body


def test_the_name_of_a_key_in_a_secret_is_no_secret() -> None:
    reference = {"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "airflow", "key": "fernet-key"}}}
    assert masker().body(container(env=[reference])) == container(env=[reference])


def test_what_is_no_secret_in_a_file_stays() -> None:
    template = (
        "kind: Pod\nspec: {automountServiceAccountToken: false, env: [{secretKeyRef: {key: api-key}}]}\n"
    )
    body = {"kind": "ConfigMap", "data": {"pod.yaml": template}}
    assert masker().body(body) == body


def test_the_object_itself_is_not_changed() -> None:
    body = container(env=[{"name": "PASSWORD", "value": CANARY}])
    masker().body(body)
    assert body["spec"]["containers"][0]["env"][0]["value"] == CANARY
