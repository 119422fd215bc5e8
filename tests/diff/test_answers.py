"""Does what an API server says come through without the secrets it quotes?"""

import base64

from airkust.diff.answers import answers
from airkust.diff.masking import Masker
from airkust.diff.state import Refusal, State
from airkust.model.resource import ResourceId

CANARY = "Canary7Bird"
ENCODED = base64.b64encode(CANARY.encode()).decode()


def said(message: str, kind: str = "Pod", field: str = "spec") -> str:
    """What is left of an API server's no to an object that holds the canary."""
    body = {"kind": kind, "metadata": {"name": "a"}, "stringData": {"a": CANARY}}
    refusal = Refusal(422, "Invalid", message, ((field, message),))
    state = answers(State(ResourceId(kind, "a"), body, refusal=refusal), Masker(b"key"))
    assert state.refusal
    return " ".join((state.refusal.message, *state.refusal.causes[0]))


def test_an_answer_that_quotes_a_known_secret_is_masked() -> None:
    assert CANARY not in said(f'the value "{CANARY}" is too long', kind="Secret")


def test_an_answer_that_quotes_its_base64_is_masked() -> None:
    assert ENCODED not in said(f'cannot decode "{ENCODED}"', kind="Secret")


def test_an_invalid_value_of_a_secret_is_not_quoted() -> None:
    assert "Unknown9" not in said('type: Invalid value: "Unknown9": field is immutable', kind="Secret")


def test_an_invalid_value_of_a_variable_is_not_quoted() -> None:
    field = "spec.containers[0].env[0].value"
    assert "Unknown9" not in said('Invalid value: "Unknown9": too long', field=field)


def test_an_invalid_value_of_another_field_is_quoted() -> None:
    assert "Unknown9" in said('Invalid value: "Unknown9": must be a DNS label', field="metadata.name")


def test_a_dumped_template_is_cut_out() -> None:
    dumped = 'spec.template: Invalid value: core.PodTemplateSpec{Env: "Unknown9", A: {}}: field is immutable'
    assert "Unknown9" not in said(dumped)
    assert said(dumped).endswith("field is immutable")


def test_a_value_dumped_by_the_parser_is_cut_out() -> None:
    dumped = '.stringData.key: expected string, got &value.valueUnstructured{Value: {"a": "Unknown9"}}'
    assert said(dumped, kind="Secret").startswith(".stringData.key: expected string, got")
    assert "Unknown9" not in said(dumped, kind="Secret")


def test_a_template_dumped_as_json_is_cut_out() -> None:
    dumped = 'spec.template: Invalid value: {"spec":{"env":"Unknown9: x"}}: field is immutable'
    assert "Unknown9" not in said(dumped)
