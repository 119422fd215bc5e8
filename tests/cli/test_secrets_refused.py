"""What a user can get wrong with `airkust secrets init`: named, without a value in it."""

from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, Run, refusal

DEV = REPOSITORY / "overlays" / "dev"
EXTERNAL = ("--form", "external-secrets")


def said(airkust: Run, *arguments: str | Path, stdin: bytes = b"") -> tuple[int, str]:
    """Exit code and stderr."""
    ended = airkust("secrets", "init", *arguments, stdin=stdin)
    return ended.returncode, ended.stderr


def test_an_output_has_to_be_named(airkust: Run, ha: Path) -> None:
    assert said(airkust, ha) == refusal(
        "--output: missing", hint="for instance -o secrets.yaml, outside of what git sees"
    )


def test_an_overlay_that_renders_its_secrets_needs_none(airkust: Run) -> None:
    assert said(airkust, DEV, "-o", "-") == refusal(
        f"{DEV}: needs no Secret that is made outside of it",
        hint='airkust.toml lists what is: external = ["Secret/airflow-secrets"]',
    )


def test_secrets_of_which_nothing_can_be_made_are_named(airkust: Run) -> None:
    pod = b"""{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c,
        env: [{name: A, valueFrom: {secretKeyRef: {name: git, key: ssh-key}}}]}]}}"""
    assert said(airkust, "-", "-o", "-", stdin=pod) == refusal(
        '-: none of its Secrets can be made here: it needs key "ssh-key" of Secret/git',
        hint="airkust makes fernet-key, jwt-secret, api-secret-key and, of a file, "
        "connection of Secret/airflow-database",
    )


def test_a_missing_connection_file_is_named(airkust: Run, ha: Path) -> None:
    assert said(airkust, ha, "-o", "-", "--connection-file", "nowhere") == refusal(
        "nowhere: cannot be read: No such file or directory"
    )


def test_a_connection_file_without_url_is_not_quoted(airkust: Run, ha: Path) -> None:
    assert said(airkust, ha, "-o", "-", "--connection-file", "-", stdin=b"c4n4ry") == refusal(
        "--connection-file standard input: no database URL",
        hint="one line, for instance postgresql+psycopg2://user:password@host:5432/database",
    )


def test_standard_input_is_read_once(airkust: Run) -> None:
    pod = b"""{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c,
        env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: connection}}}]}]}}"""
    assert said(airkust, "-", "-o", "-", "--connection-file", "-", stdin=pod) == refusal(
        "- can be given once: standard input is read once"
    )


def test_the_form_kubectl_wants_a_directory(airkust: Run, ha: Path) -> None:
    assert said(airkust, ha, "-o", "-", "--form", "kubectl") == refusal(
        "--output: - is no directory", hint="the commands name files: give a new directory"
    )


@pytest.mark.parametrize(
    ("store", "message"),
    [
        ((), "--store: missing for --form external-secrets"),
        (("--store", "Vault/v"), '--store: "Vault" is neither ClusterSecretStore nor SecretStore'),
    ],
)
def test_external_secrets_need_a_store(airkust: Run, ha: Path, store: tuple[str, ...], message: str) -> None:
    assert said(airkust, ha, *EXTERNAL, *store) == refusal(
        message, hint="for instance ClusterSecretStore/vault: where External Secrets fetches values from"
    )


def test_a_store_is_for_external_secrets_alone(airkust: Run, ha: Path) -> None:
    assert said(airkust, ha, "-o", "-", "--store", "SecretStore/vault") == refusal(
        "--store: not for --form manifest", hint="it is for --form external-secrets"
    )


def test_external_secrets_hold_no_connection(airkust: Run, ha: Path) -> None:
    assert said(airkust, ha, *EXTERNAL, "--store", "SecretStore/v", "--connection-file", "-") == refusal(
        "--connection-file: not for --form external-secrets",
        hint="this form holds no value: put the connection into the store",
    )


def test_without_kubeseal_nothing_is_sealed(airkust: Run, ha: Path, tmp_path: Path) -> None:
    ended = airkust("secrets", "init", ha, "-o", "-", "--form", "sealed-secrets", PATH=str(tmp_path))
    assert (ended.returncode, ended.stderr) == refusal(
        "kubeseal is not installed, so nothing was sealed",
        hint="install it as https://github.com/bitnami/sealed-secrets says; "
        "or set AIRKUST_KUBESEAL to its path",
        code=3,
    )
