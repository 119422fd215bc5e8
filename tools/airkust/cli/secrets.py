"""airkust secrets init: the Secrets an overlay needs, made once, outside of what is rendered."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from airkust import kubeseal
from airkust.cli.secret_input import database_url, needed_by
from airkust.cli.secrets_options import SecretForm
from airkust.cli.terminal import emit, note, progress
from airkust.errors import UsageError
from airkust.model.airflow_key import DATABASE_SECRET
from airkust.model.external import External, read_externals
from airkust.secrets.filled import FilledSecret, fill
from airkust.secrets.manifests import external_secret_manifest, remote_key, secret_manifest
from airkust.workspace.git import may_be_committed
from airkust.workspace.private_files import PRIVATE_FILE, write_new, write_new_directory

STDOUT = "-"
PUBLIC_FILE = 0o666
"""Less what the user's umask takes away."""

STORES = ("ClusterSecretStore", "SecretStore")


def init(
    overlay: str,
    *,
    form: SecretForm,
    output: str | None,
    connection_file: str | None,
    store: str | None,
    show: bool,
) -> None:
    """Make the Secrets and write them in a form."""
    if form is SecretForm.EXTERNAL_SECRETS:
        _external_secrets(overlay, output or STDOUT, _store(store), connection_file)
        return
    if store is not None:
        raise UsageError(f"--store: not for --form {form}", hint="it is for --form external-secrets")
    target = _private_output(output, form, show=show)
    program = kubeseal.kubeseal() if form is SecretForm.SEALED_SECRETS else None
    needed = needed_by(overlay)
    filled = fill(needed, database_url(connection_file, overlay))
    if not filled.secrets:
        raise UsageError(
            f"{overlay}: none of its Secrets can be made here: it needs {', '.join(filled.left)}",
            hint="airkust makes fernet-key, jwt-secret, api-secret-key and, of a file, "
            f"connection of Secret/{DATABASE_SECRET}",
        )
    if program is not None:
        with progress("sealing"):
            sealed = kubeseal.seal(filled.secrets, program)
        _write(sealed, target, mode=PUBLIC_FILE)
    elif form is SecretForm.KUBECTL:
        _directory(filled.secrets, Path(target))
    else:
        _write(secret_manifest(filled.secrets), target)
    if program is None and target != STDOUT:
        warn_of_git(Path(target))
    for what in filled.left:
        note(f"left to you: {what}")


def warn_of_git(path: Path) -> None:
    """Say so when what holds values could be committed."""
    if may_be_committed(path):
        note(f"warning: {path} is not ignored by git: add it to .gitignore before it is committed")


def _external_secrets(overlay: str, output: str, store: External, connection_file: str | None) -> None:
    if connection_file is not None:
        raise UsageError(
            f"--connection-file: not for --form {SecretForm.EXTERNAL_SECRETS}",
            hint="this form holds no value: put the connection into the store",
        )
    needed = needed_by(overlay)
    _write(external_secret_manifest(needed, store), output, mode=PUBLIC_FILE)
    for secret in needed:
        properties = f"with {', '.join(secret.keys)}" if secret.keys else "with every key"
        note(f"left to you: {remote_key(secret)} in {store}, {properties}")


def _store(text: str | None) -> External:
    hint = f"for instance {STORES[0]}/vault: where External Secrets fetches values from"
    if text is None:
        raise UsageError(f"--store: missing for --form {SecretForm.EXTERNAL_SECRETS}", hint=hint)
    (store,) = read_externals([text], "--store")
    if store.kind not in STORES:
        raise UsageError(f'--store: "{store.kind}" is neither {" nor ".join(STORES)}', hint=hint)
    return store


def _private_output(output: str | None, form: SecretForm, *, show: bool) -> str:
    """Where values may go.

    Raises:
        UsageError: Nobody said, or they would be shown.
    """
    if output is None:
        raise UsageError("--output: missing", hint="for instance -o secrets.yaml, outside of what git sees")
    if output == STDOUT and form is SecretForm.KUBECTL:
        raise UsageError("--output: - is no directory", hint="the commands name files: give a new directory")
    if output == STDOUT and form is SecretForm.MANIFEST and not show and sys.stdout.isatty():
        raise UsageError(
            "--output: - is a terminal, which would show the values", hint="give a file, or --show"
        )
    return output


def _directory(secrets: Sequence[FilledSecret], directory: Path) -> None:
    """Write each value into a file of its own, and say what makes Secrets of them."""
    files = {
        Path(secret.name, key): text.encode() for secret in secrets for key, text in secret.values.items()
    }
    write_new_directory(directory, files)
    for secret in secrets:
        words = ["kubectl", "create", "secret", "generic", secret.name]
        words += ["--namespace", secret.namespace] if secret.namespace else []
        # a directory stands for all its files, each under its name
        emit(f"{shlex.join([*words, f'--from-file={directory / secret.name}'])}\n".encode())


def _write(data: bytes, output: str, *, mode: int = PRIVATE_FILE) -> None:
    if output == STDOUT:
        emit(data)
    else:
        write_new(Path(output), data, mode=mode)
