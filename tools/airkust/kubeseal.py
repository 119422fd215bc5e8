"""How does a Secret become a SealedSecret, which only the cluster can read?

The one module that knows kubeseal. Which cluster seals is kubeseal's own business: it asks the controller
of the current context, or takes the certificate that SEALED_SECRETS_CERT names.
"""

from collections.abc import Sequence
from pathlib import Path

from airkust import process
from airkust.errors import ToolFailed, ToolMissing
from airkust.secrets.filled import FilledSecret
from airkust.secrets.manifests import encoded, secret_manifest
from airkust.workspace.programs import find

VARIABLE = "AIRKUST_KUBESEAL"
TIMEOUT = 60.0
"""Seconds. It may have to reach the cluster for its certificate."""


def kubeseal() -> Path:
    """The kubeseal to use: AIRKUST_KUBESEAL, else PATH's.

    Raises:
        ToolMissing: There is none.
    """
    program = find("kubeseal", variable=VARIABLE)
    if program is None:
        raise ToolMissing(
            "kubeseal is not installed, so nothing was sealed",
            hint="install it as https://github.com/bitnami/sealed-secrets says; "
            "or set AIRKUST_KUBESEAL to its path",
        )
    return program


def seal(secrets: Sequence[FilledSecret], program: Path) -> bytes:
    """The Secrets, sealed one by one: kubeseal before 0.24 takes no more at a time.

    Raises:
        ToolFailed: kubeseal refused, or what it wrote is not sealed.
    """
    return b"---\n".join(_seal(secret, program) for secret in secrets)


def _seal(secret: FilledSecret, program: Path) -> bytes:
    argv = [str(program), "--format", "yaml"]
    completed = process.run(argv, timeout=TIMEOUT, stdin=secret_manifest([secret]))
    if completed.exit_code != 0:
        quotes = _quotes(secret, completed.stderr)
        raise process.failure(argv, completed, said="(not shown: it quotes the Secret)" if quotes else None)
    sealed = completed.stdout.removeprefix(b"---\n")
    # it goes into git
    if b"kind: SealedSecret\n" not in sealed or _quotes(secret, sealed.decode(errors="replace")):
        raise ToolFailed(f"{process.command_line(argv)} wrote no SealedSecret", hint="is it kubeseal?")
    return sealed if sealed.endswith(b"\n") else sealed + b"\n"


def _quotes(secret: FilledSecret, text: str) -> bool:
    return any(form in text for value in secret.values.values() for form in (value, encoded(value)))
