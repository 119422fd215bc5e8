"""What everybody knows is no secret."""

import pytest
from tests.model.manifests import rendering

from airkust.model.secret_text import known_to_everybody, secret_texts

PLACEHOLDER = "a placeholder"
GUESS = "a password anybody guesses"
URL = "a URL with a password anybody guesses"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("jwt-secret", "insecure-dev-only-insecure-dev-only", PLACEHOLDER),
        ("password", "ChangeMe\n", PLACEHOLDER),
        ("anything", "please-change_me", PLACEHOLDER),
        ("token", "<your token>", PLACEHOLDER),
        ("AIRFLOW__API__SECRET_KEY", "THIS IS UNSAFE!", PLACEHOLDER),
        ("POSTGRES_PASSWORD", "root", GUESS),
        ("rootPassword", "Admin", GUESS),
        ("AIRFLOW__API__SECRET_KEY", "secret", GUESS),
        ("connection", "postgresql://airflow:airflow@db:5432/airflow", URL),
        ("connection", "postgresql://me:password@db/airflow", URL),
        ("FERNET", "81HqDtbqAywKSOumSha3BhWNOdQ26slT6K0YaZeZyPs=", "a key that stands in public tutorials"),
    ],
)
def test_a_text_everybody_knows_says_what_it_is(name: str, text: str, kind: str) -> None:
    assert known_to_everybody(name, text) == kind


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("POSTGRES_USER", "airflow"),
        ("username", "admin"),
        ("connection", "postgresql://airflow:c29tZXRoaW5n@db:5432/airflow"),
        ("connection", "postgresql://airflow:$(POSTGRES_PASSWORD)@db:5432/airflow"),
        ("jwt-secret", "c29tZXRoaW5nIGxvbmc"),
        ("AIRFLOW__CORE__EXECUTOR", "KubernetesExecutor"),
        ("password", ""),
        ("exchange", "exchanged"),
    ],
)
def test_any_other_text_is_left_alone(name: str, text: str) -> None:
    assert known_to_everybody(name, text) == ""


def test_data_is_decoded_and_what_is_no_text_left_out() -> None:
    [secret] = rendering(
        "{apiVersion: v1, kind: Secret, metadata: {name: s}, "
        "data: {a: YWI=, b: /w==, c: '%'}, stringData: {d: e}}"
    )
    assert list(secret_texts(secret)) == [
        ("d", "stringData.d", "e"),
        ("a", "data.a", "ab"),
        ("c", "data.c", ""),
    ]
