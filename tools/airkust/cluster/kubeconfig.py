"""Which cluster does the user's kubeconfig mean?

Read by kubectl itself, which redacts what is secret: files are merged, overridden and redirected in ways that
are its own business.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from airkust import process
from airkust.errors import ClusterFailed, UsageError
from airkust.model import tree

VARIABLE = "KUBECONFIG"
TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Context:
    """What a context names."""

    name: str
    namespace: str


def files(given: Path | None) -> tuple[Path, ...]:
    """The kubeconfig files that are there: the given one, else those of KUBECONFIG, else ~/.kube/config.

    Raises:
        UsageError: The given one is not there.
    """
    if given is not None:
        if not given.is_file():
            raise UsageError(f"{given}: no such kubeconfig", hint="--kubeconfig takes the path of a file")
        return (given,)
    listed = [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    return tuple(path for path in listed or [Path.home() / ".kube" / "config"] if path.is_file())


def flags(kubeconfig: Path | None, context: str | None) -> tuple[str, ...]:
    """The arguments that make kubectl choose the same cluster as we do."""
    return (
        *((f"--kubeconfig={kubeconfig}",) if kubeconfig else ()),
        *((f"--context={context}",) if context else ()),
    )


def chosen(kubectl: Path, selection: Sequence[str]) -> Context:
    """The context that kubectl would use.

    Args:
        kubectl: The program.
        selection: Of `flags`.

    Raises:
        UsageError: There is none of that name, or none is chosen.
        ClusterFailed: The kubeconfig cannot be read.
    """
    argv = [str(kubectl), *selection, "config", "view", "--minify", "--output=json"]
    completed = process.run(argv, timeout=TIMEOUT)
    if completed.exit_code != 0:
        said = completed.stderr.strip().removeprefix("error: ")
        if "current-context" in said:
            raise UsageError(
                "the kubeconfig has no current context", hint="name one: --context NAME; " + _KNOWN
            )
        if "context" in said:
            raise UsageError(f"kubeconfig: {said}", hint=_KNOWN)
        raise ClusterFailed(f"the kubeconfig cannot be read: {said}")
    return _context(completed.stdout)


_KNOWN = "`kubectl config get-contexts` lists them"


def _context(output: bytes) -> Context:
    try:
        view = json.loads(output)
    except ValueError:
        raise ClusterFailed("kubectl config view wrote no JSON", hint="is it kubectl?") from None
    return Context(
        tree.text(view, "current-context"),
        tree.text(view, "contexts", 0, "context", "namespace") or "default",
    )
