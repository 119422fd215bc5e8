"""How do Go types become CustomResourceDefinitions? By controller-gen, the program their projects use."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from crds.sources import Source

CONTROLLER_GEN = "sigs.k8s.io/controller-tools/cmd/controller-gen@v0.20.1"
# No descriptions: they are three quarters of a definition, and no judge reads them. One type of Gateway
# API has a floating-point field, which controller-gen refuses unless told otherwise.
CRD = "crd:maxDescLen=0,allowDangerousTypes=true"

Document = dict[str, Any]


def definitions(source: Source) -> Iterator[Document]:
    """The definitions of a source's kinds, without descriptions.

    Raises:
        subprocess.CalledProcessError: Go could not fetch the module or compile controller-gen; it said why.
    """
    with tempfile.TemporaryDirectory() as made:
        # GOWORK: a module may bring a workspace of folders that are not published with it
        environment = {**os.environ, "GOFLAGS": "", "GOWORK": "off", "GOBIN": made}
        subprocess.run(["go", "install", CONTROLLER_GEN], check=True, env=environment)
        fetched = subprocess.run(
            ["go", "mod", "download", "-json", source.module],
            check=True, stdout=subprocess.PIPE, env=environment, cwd=made,
        )  # fmt: skip
        folder = json.loads(fetched.stdout)["Dir"]
        argv = [f"{made}/controller-gen", CRD, f"paths={source.package}", f"output:crd:dir={made}/crds"]
        subprocess.run(argv, check=True, cwd=folder, env=environment)
        for file in sorted(Path(made, "crds").iterdir()):
            document: Document = YAML(typ="safe").load(file)
            if document["spec"]["names"]["kind"] in source.kinds:
                yield document
