"""How is a cluster asked for manifests, and given them?"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cluster.kubectl import KUBECTL, Kubectl

from airkust.cluster.collect import collect
from airkust.cluster.connection import connect
from airkust.diff.state import Collected, State
from airkust.parse import parse


def ask(kubeconfig: Path, namespace: str, *manifests: Mapping[str, Any], **options: object) -> Collected:
    rendering = parse("\n---\n".join(map(json.dumps, manifests)).encode(), name="-")
    arguments = {"namespace": namespace, "read_only": False, "manager": None, **options}
    with connect(KUBECTL, kubeconfig=kubeconfig, context=None, read_only=False, timeout=30) as client:
        return collect(client, rendering, **arguments)  # type: ignore[arg-type]


def apply(kubectl: Kubectl, folder: Path, *manifests: Mapping[str, Any], flags: tuple[str, ...] = ()) -> None:
    file = folder / "manifests.json"
    file.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": manifests}))
    kubectl.run("apply", *flags, "--filename", str(file))


def only(answer: Collected) -> State:
    (state,) = answer.states
    return state
