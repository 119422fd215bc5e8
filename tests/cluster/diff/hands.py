"""How do others change a live object? As people and controllers do, each under its own name."""

import json
import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cluster.kubectl import Kubectl


def apply(kubectl: Kubectl, overlay: Path) -> None:
    """What `kubectl apply -k` does: the note of what was applied stays in the object."""
    kubectl.run("apply", "-k", str(overlay))


def apply_server_side(kubectl: Kubectl, overlay: Path, manager: str = "kubectl") -> None:
    """What `kubectl apply --server-side` does, by this manager."""
    kubectl.run("apply", "--server-side", f"--field-manager={manager}", "-k", str(overlay))


def edit(kubectl: Kubectl, target: str, script: str) -> None:
    """What a person does in `kubectl edit`; the editor is sed with this script."""
    subprocess.run(
        kubectl.argv("edit", target),
        check=True, capture_output=True, env=os.environ | {"KUBE_EDITOR": f"sed -i {shlex.quote(script)}"},
    )  # fmt: skip


def patch(kubectl: Kubectl, target: str, change: Mapping[str, Any], manager: str, *more: str) -> None:
    """What a program does that updates an object under its own name, for instance Helm."""
    given = json.dumps(change)
    kubectl.run("patch", target, "--type=merge", f"--patch={given}", f"--field-manager={manager}", *more)
