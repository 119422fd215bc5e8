"""airkust secrets init --rotate: other keys in a manifest that was made before."""

from collections.abc import Sequence
from pathlib import Path

from airkust.cli.gather import read
from airkust.cli.inputs import STDIN, Input
from airkust.cli.secret_input import database_url, needed_by
from airkust.cli.secrets import warn_of_git
from airkust.cli.secrets_options import SecretForm
from airkust.cli.terminal import note
from airkust.errors import InputError, UsageError
from airkust.model.airflow_key import DATABASE_SECRET, AirflowKey
from airkust.secrets.material import make, with_new_fernet_key, without_old_fernet_keys
from airkust.secrets.needed import NeededSecret
from airkust.secrets.rotation import Change, SecretFile, read_secret_file
from airkust.workspace.private_files import replace

COSTS = {
    AirflowKey.FERNET: "replace the Secret and restart every component, those that serve last; then run "
    "`airflow rotate-fernet-key`, then --drop-old-fernet-keys",
    AirflowKey.JWT: "there is no overlap: after the restart, tasks that run or wait fail and users sign in "
    "again, so let no task run",
    AirflowKey.API: "after the restart, users sign in again",
    AirflowKey.CONNECTION: "replace the Secret, restart every component, and only then revoke the "
    "old password",
}
"""What follows from a new value. Source: Airflow 3.3.2, `api_fastapi/auth/tokens.py` and `models/crypto.py`;
the order of restarts is explained in docs/secrets.md."""


def rotate(
    overlay: str,
    *,
    keys: Sequence[AirflowKey],
    drop_old: bool,
    form: SecretForm,
    output: str | None,
    connection_file: str | None,
    store: str | None,
) -> None:
    """Change keys in a manifest, all of them or none."""
    if store is not None:
        raise UsageError("--store: not together with --rotate", hint="values are changed in the store itself")
    path = _manifest(output, form)
    if (AirflowKey.CONNECTION in keys) != (connection_file is not None):
        raise UsageError("--rotate connection and --connection-file need each other")
    if drop_old and AirflowKey.FERNET in keys:
        raise UsageError(
            "--drop-old-fernet-keys: not together with --rotate fernet-key",
            hint="the old key is needed until `airflow rotate-fernet-key` has run",
        )
    url = database_url(connection_file, overlay)
    changes = {key: _change(key, url) for key in keys}
    if drop_old:
        changes[AirflowKey.FERNET] = without_old_fernet_keys
    needed = needed_by(overlay)
    file = read_secret_file(read(Input(str(path), path, profile=None, external=None)), str(path))
    for key, change in changes.items():
        _apply(file, needed, key, change)
    replace(path, file.write())
    warn_of_git(path)
    for key in dict.fromkeys(keys):  # one that is named twice has changed once
        note(f"{key}: {COSTS[key]}")
    if drop_old:
        note(f"{AirflowKey.FERNET}: replace the Secret and restart every component, in any order")


def _manifest(output: str | None, form: SecretForm) -> Path:
    if form is not SecretForm.MANIFEST:
        raise UsageError(f"--form {form}: only keys in a manifest can be changed")
    if output is None or output == STDIN:
        raise UsageError("--output: missing", hint="name the manifest that holds the keys")
    return Path(output)


def _change(key: AirflowKey, url: str | None) -> Change:
    if key is AirflowKey.FERNET:
        return with_new_fernet_key
    value = make(key) if url is None or key is not AirflowKey.CONNECTION else url
    return lambda _old, _where: value


def _apply(file: SecretFile, needed: Sequence[NeededSecret], key: AirflowKey, change: Change) -> None:
    holders = [secret for secret in needed if key in secret.airflow_keys()]
    if not holders:
        raise InputError(
            f'{file.name}: the overlay needs no key "{key}"',
            hint=f"of Secret/{DATABASE_SECRET}, and no other" if key is AirflowKey.CONNECTION else None,
        )
    for secret in holders:
        file.change(secret, key, change)
