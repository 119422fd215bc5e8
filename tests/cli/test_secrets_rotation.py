"""`airkust secrets init --rotate`: new keys in a manifest that was made before."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.secret_manifests import CANARY, URL, values
from tests.conftest import Run, refusal

KEYS = ("api-secret-key", "fernet-key", "jwt-secret")
ROTATED = "postgresql+psycopg2://airflow:n3w-c4n4ry@database:5432/airflow"


Init = Callable[..., tuple[int, str]]


@pytest.fixture
def init(airkust: Run, ha: Path) -> Init:
    """Runs `airkust secrets init` for `overlays/ha-prod`; exit code and stderr."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str]:
        ended = airkust("secrets", "init", ha, *arguments, stdin=stdin)
        return ended.returncode, ended.stderr

    return run


def keys_of(manifest: Path) -> dict[str, str]:
    return values(manifest.read_bytes())["airflow-secrets"]


@pytest.mark.parametrize("key", KEYS)
def test_the_key_changes(init: Init, manifest: Path, key: str) -> None:
    before = keys_of(manifest)[key]
    init("-o", manifest, "--rotate", key)
    assert keys_of(manifest)[key] != before


@pytest.mark.parametrize("key", KEYS)
def test_no_other_key_changes(init: Init, manifest: Path, key: str) -> None:
    before = keys_of(manifest)
    init("-o", manifest, "--rotate", key)
    assert {name for name, text in keys_of(manifest).items() if text != before[name]} == {key}


def test_the_old_fernet_key_stays_behind_the_new(init: Init, manifest: Path) -> None:
    before = keys_of(manifest)["fernet-key"]
    init("-o", manifest, "--rotate", "fernet-key")
    assert keys_of(manifest)["fernet-key"].split(",")[1:] == [before]


def test_the_old_fernet_key_is_dropped(init: Init, manifest: Path) -> None:
    init("-o", manifest, "--rotate", "fernet-key")
    newest = keys_of(manifest)["fernet-key"].split(",")[0]
    init("-o", manifest, "--drop-old-fernet-keys")
    assert keys_of(manifest)["fernet-key"] == newest


def test_the_connection_becomes_that_of_the_file(init: Init, manifest: Path) -> None:
    init(
        *("-o", manifest, "--rotate", "connection", "--connection-file", "-"),
        stdin=ROTATED.encode(),
    )
    assert values(manifest.read_bytes())["airflow-database"] == {"connection": ROTATED}


def test_the_connection_of_another_secret_stays_as_it_was(
    airkust: Run, manifest: Path, url_file: Path
) -> None:
    pod = """{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c,
        env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: connection}}}]}]}}"""
    ended = airkust(
        *("secrets", "init", "-", "-o", manifest, "--rotate", "connection", "--connection-file", url_file),
        stdin=pod.encode(),
    )
    assert (ended.returncode, ended.stderr) == refusal(
        f'{manifest}: the overlay needs no key "connection"', hint="of Secret/airflow-database, and no other"
    )


def test_several_keys_change_at_once(init: Init, manifest: Path) -> None:
    before = keys_of(manifest)["jwt-secret"]
    arguments = ("--rotate", "connection", "--rotate", "jwt-secret", "--connection-file", "-")
    init("-o", manifest, *arguments, stdin=ROTATED.encode())
    assert keys_of(manifest)["jwt-secret"] != before


def test_the_manifest_stays_for_its_owner_alone(init: Init, manifest: Path) -> None:
    init("-o", manifest, "--rotate", "jwt-secret")
    assert manifest.stat().st_mode & 0o777 == 0o600


def test_what_a_new_key_costs_is_told(init: Init, manifest: Path) -> None:
    assert init("-o", manifest, "--rotate", "api-secret-key") == (
        0,
        "api-secret-key: after the restart, users sign in again\n",
    )


def test_no_value_is_told(init: Init, manifest: Path) -> None:
    before = keys_of(manifest)
    told = init("-o", manifest, *(word for key in KEYS for word in ("--rotate", key)))[1]
    held = {
        part for keys in (before, keys_of(manifest)) for text in keys.values() for part in text.split(",")
    }
    assert [text for text in (*held, CANARY) if text in told] == []


def test_a_missing_manifest_is_named(init: Init) -> None:
    assert init("-o", "nowhere.yaml", "--rotate", "jwt-secret") == refusal(
        "nowhere.yaml: cannot be read: No such file or directory"
    )


def test_a_manifest_with_a_broken_key_is_left_as_it_was(init: Init, manifest: Path) -> None:
    broken = manifest.read_text().replace("  fernet-key: ", "  fernet-key: YzRuNHJ5 #")
    manifest.write_text(broken)
    init("-o", manifest, "--rotate", "jwt-secret", "--rotate", "fernet-key")
    assert manifest.read_text() == broken


def test_a_broken_key_is_named_and_not_quoted(init: Init, manifest: Path) -> None:
    manifest.write_text(manifest.read_text().replace("  fernet-key: ", "  fernet-key: YzRuNHJ5 #"))
    assert init("-o", manifest, "--rotate", "fernet-key") == refusal(
        f'{manifest}: key "fernet-key" of Secret/airflow-secrets holds something that is no Fernet key',
        hint="32 bytes in url-safe base64 each",
    )


def test_the_old_fernet_key_is_not_dropped_while_it_is_needed(init: Init, manifest: Path) -> None:
    assert init("-o", manifest, "--rotate", "fernet-key", "--drop-old-fernet-keys") == refusal(
        "--drop-old-fernet-keys: not together with --rotate fernet-key",
        hint="the old key is needed until `airflow rotate-fernet-key` has run",
    )


@pytest.mark.parametrize(
    "arguments", [("--rotate", "connection"), ("--rotate", "jwt-secret", "--connection-file", "-")]
)
def test_a_new_connection_needs_its_file(init: Init, manifest: Path, arguments: tuple[str, ...]) -> None:
    told = init("-o", manifest, *arguments, stdin=URL.encode())
    assert told == refusal("--rotate connection and --connection-file need each other")


def test_only_a_manifest_can_be_changed(init: Init, manifest: Path) -> None:
    assert init("-o", manifest, "--form", "kubectl", "--rotate", "jwt-secret") == refusal(
        "--form kubectl: only keys in a manifest can be changed"
    )


def test_standard_output_holds_no_keys_to_change(init: Init) -> None:
    assert init("-o", "-", "--rotate", "jwt-secret") == refusal(
        "--output: missing", hint="name the manifest that holds the keys"
    )


def test_a_store_has_no_manifest(init: Init, manifest: Path) -> None:
    assert init("-o", manifest, "--rotate", "jwt-secret", "--store", "SecretStore/v") == refusal(
        "--store: not together with --rotate", hint="values are changed in the store itself"
    )


def test_git_would_commit_the_changed_file(init: Init, manifest: Path) -> None:
    subprocess.run(["git", "init", "--quiet", manifest.parent], check=True)
    assert "is not ignored by git" in init("-o", manifest, "--rotate", "jwt-secret")[1]
