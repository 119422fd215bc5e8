"""`airkust secrets init`: the Secrets of an overlay, made once and shown to nobody."""

import os
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.cli.secret_manifests import ADMIN, DAGS, DATABASE, LOGS, POOLERS, URL, values
from tests.conftest import AIRKUST, REPOSITORY, Run, refusal

KUBECTL = AIRKUST.with_name("kubectl")
HA_PROD = REPOSITORY / "overlays" / "ha-prod"
LEFT = ADMIN + DAGS + DATABASE + LOGS + POOLERS


def test_the_manifest_holds_every_key_the_overlay_names(manifest: Path) -> None:
    assert {name: set(keys) for name, keys in values(manifest.read_bytes()).items()} == {
        "airflow-database": {"connection"},
        "airflow-secrets": {"api-secret-key", "fernet-key", "jwt-secret"},
    }


def test_an_overlay_needs_what_its_rendering_needs(airkust: Run, made: bytes) -> None:
    from_overlay = airkust(
        "secrets", "init", HA_PROD, "-o", "-", "--connection-file", "-", stdin=URL.encode()
    )
    keys, expected = (
        {name: [*held] for name, held in values(each).items()} for each in (from_overlay.stdout, made)
    )
    assert keys == expected


def test_the_manifest_names_the_namespace_of_the_overlay(manifest: Path) -> None:
    documents = YAML(typ="safe").load_all(manifest.read_bytes())
    assert {document["metadata"]["namespace"] for document in documents} == {"airflow"}


def test_the_manifest_holds_the_connection_of_the_file(manifest: Path) -> None:
    assert values(manifest.read_bytes())["airflow-database"] == {"connection": URL}


@pytest.mark.usefixtures("kubeconform")
def test_the_manifest_validates(airkust: Run, manifest: Path) -> None:
    assert airkust("validate", manifest).returncode == 0


def test_the_manifest_holds_no_placeholder(airkust: Run, manifest: Path) -> None:
    assert "1 rule: 1 pass" in airkust("check", "--only", "placeholder-secret", "-v", manifest).stdout


def test_the_manifest_is_for_its_owner_alone(airkust: Run, ha: Path, tmp_path: Path) -> None:
    airkust("secrets", "init", ha, "-o", tmp_path / "s.yaml")
    assert (tmp_path / "s.yaml").stat().st_mode & 0o777 == 0o600


def test_a_second_run_changes_nothing(airkust: Run, ha: Path, manifest: Path) -> None:
    before = manifest.read_bytes()
    airkust("secrets", "init", ha, "-o", manifest)
    assert manifest.read_bytes() == before


def test_a_second_run_names_the_file(airkust: Run, ha: Path, manifest: Path) -> None:
    ended = airkust("secrets", "init", ha, "-o", manifest)
    assert (ended.returncode, ended.stderr) == refusal(
        f"{manifest}: is there already",
        hint="choose another name, or move it away: keys are never overwritten",
    )


def test_no_value_is_told(airkust: Run, ha: Path, tmp_path: Path) -> None:
    told = airkust("secrets", "init", ha, "-o", tmp_path / "s.yaml")
    assert (told.stdout, told.stderr) == ("", LEFT)


def test_a_pipe_gets_the_manifest(airkust: Run, ha: Path) -> None:
    made = airkust("secrets", "init", ha, "-o", "-").stdout
    assert list(values(made)) == ["airflow-secrets"]


def test_a_connection_comes_from_a_pipe(airkust: Run, ha: Path) -> None:
    made = airkust("secrets", "init", ha, "-o", "-", "--connection-file", "-", stdin=URL.encode())
    assert values(made.stdout)["airflow-database"] == {"connection": URL}


def on_a_terminal(*arguments: str | Path) -> bytes:
    """What a person sees."""
    terminal, end = os.openpty()
    argv = [AIRKUST, "secrets", "init", "-o", "-", *arguments]
    subprocess.run(argv, stdout=end, stderr=end, stdin=subprocess.DEVNULL, check=False)
    os.close(end)
    with os.fdopen(terminal, "rb") as screen:
        return screen.read1()


def test_a_terminal_is_not_shown_the_values(ha: Path) -> None:
    assert b"error: --output: - is a terminal, which would show the values" in on_a_terminal(ha)


def test_a_terminal_is_shown_the_values_on_demand(ha: Path) -> None:
    assert b"kind: Secret" in on_a_terminal(ha, "--show")


def test_kubectl_makes_the_same_secrets_of_the_directory(
    airkust: Run, ha: Path, tmp_path: Path, url_file: Path
) -> None:
    made = airkust(
        *("secrets", "init", ha, "-o", tmp_path / "d", "--form", "kubectl", "--connection-file", url_file),
    )
    documents = [
        subprocess.run(
            [KUBECTL, *line.split()[1:], "--dry-run=client", "--output=yaml"], check=True, capture_output=True
        ).stdout
        for line in made.stdout.splitlines()
    ]
    written = {
        secret.name: {key.name: key.read_text() for key in secret.iterdir()}
        for secret in (tmp_path / "d").iterdir()
    }
    assert values(b"---\n".join(documents)) == written


def test_no_value_stands_in_a_command(airkust: Run, ha: Path, tmp_path: Path, url_file: Path) -> None:
    made = airkust(
        *("secrets", "init", ha, "-o", tmp_path / "d", "--form", "kubectl", "--connection-file", url_file),
    )
    held = [key.read_text() for key in (tmp_path / "d").glob("*/*")]
    assert [text for text in held if text in made.stdout + made.stderr] == []


def test_external_secrets_names_what_the_store_has_to_hold(airkust: Run, ha: Path) -> None:
    told = airkust("secrets", "init", ha, "--form", "external-secrets", "--store", "ClusterSecretStore/vault")
    held = {
        "admin": "email, password, username",
        "dags": "git-connection",
        "database": "connection",
        "logs": "store-connection",
        "pgbouncer": "pooled-connection, userlist.txt",
        "secrets": "api-secret-key, fernet-key, jwt-secret",
    }
    assert told.stderr.splitlines() == [
        f"left to you: airflow/airflow-{name} in ClusterSecretStore/vault, with {keys}"
        for name, keys in held.items()
    ]


def test_git_would_commit_the_file(airkust: Run, ha: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    told = airkust("secrets", "init", ha, "-o", tmp_path / "s.yaml")
    assert told.stderr.splitlines()[0] == (
        f"warning: {tmp_path / 's.yaml'} is not ignored by git: add it to .gitignore before it is committed"
    )


def test_git_ignores_the_file(airkust: Run, ha: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("s.yaml\n")
    assert airkust("secrets", "init", ha, "-o", tmp_path / "s.yaml").stderr == LEFT
