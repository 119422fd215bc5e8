"""How does a cluster get to know the kinds of other projects? From the schemas in tests/schemas."""

import json
import tempfile
from pathlib import Path

from tests.cluster.kubectl import ROOT, Kubectl

from crds.schema import definition_of


def install(cluster: Kubectl) -> None:
    """Define every kind there is a schema of, and wait until the API serves it."""
    files = sorted((ROOT / "tests/schemas").glob("*/*.json"))
    definitions = [definition_of(json.loads(file.read_bytes())) for file in files]
    with tempfile.TemporaryDirectory() as folder:
        for definition in definitions:
            Path(folder, f"{definition['metadata']['name']}.json").write_text(json.dumps(definition))
        # server-side: the annotation of a client-side apply would be longer than Kubernetes allows
        cluster.run("apply", "--server-side", "-f", folder)
    names = [f"crd/{definition['metadata']['name']}" for definition in definitions]
    cluster.run("wait", "--for", "condition=Established", "--timeout", "60s", *names)
