"""Which places can a secret be in, and does a text tell one?

Every place gets a text of its own, so that a leak names the place.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.cluster.diff.objects import Manifest, config_map, deployment, overlay, secret

MARK = "cana7y"
POD = """\
apiVersion: v1
kind: Pod
spec:
  containers:
    - name: base
      image: a
      env:
        - name: API_TOKEN
          value: {}
"""
OURS = {"labels": {"app.kubernetes.io/name": "canaries"}}
PLACES = (
    "secret", "secret-to-come", "orphan", "generated", "frozen", "note", "annotation", "env", "connection",
    "url", "map-url", "map-cfg", "map-json", "map-pod", "map-pod-block", "refused-secret",
    "refused-env", "nowhere",
)  # fmt: skip


def canary(place: str, version: int) -> str:
    """The secret of a place, before and after a change."""
    return f"{MARK}.{place}.{version}"


def told(text: str) -> set[str]:
    """The places whose secret stands in a text, as it is or in base64, alone or within something longer."""
    return {place for place in PLACES if any(form in text for form in _forms(f"{MARK}.{place}."))}


def told_by(files: Iterable[Path]) -> set[str]:
    """The places whose secret stands in a file."""
    texts = (file.read_bytes().decode("latin-1") for file in files if file.is_file())
    return {place for text in texts for place in told(text)}


def _forms(text: str) -> Iterator[str]:
    yield text
    for shift in range(3):  # where a text begins within the groups of base64
        encoded = base64.b64encode(b"x" * shift + text.encode()).decode().rstrip("=")
        yield encoded[(shift * 8 + 5) // 6 : -1]


def before(folder: Path) -> Path:
    """The overlay that is applied."""
    return overlay(folder, *_manifests(1), secret("orphan", OURS, key=canary("orphan", 1)), **_generated(1))


def after(folder: Path) -> Path:
    """The overlay that is compared with the cluster: other secrets, one object gone, some new."""
    return overlay(
        folder,
        *_manifests(2),
        secret("secret-to-come", OURS, key=canary("secret-to-come", 2)),
        secret("nowhere", {"namespace": "diff-nowhere", **OURS}, key=canary("nowhere", 2)),
        _nested_secret(),
        _nested_env(),
        **_generated(2),
    )


def _manifests(version: int) -> Iterator[Manifest]:
    yield secret("secret", OURS, key=canary("secret", version), same="stays")
    yield {**secret("frozen", OURS, key=canary("frozen", version)), "immutable": True}
    yield _with_data("note", {"goes": canary("note", 1), "stays": "1"} if version == 1 else {"stays": "1"})
    annotated: Mapping[str, Any] = {"annotations": {"example.org/api-token": canary("annotation", version)}}
    yield config_map("annotated", {**OURS, **annotated}, changes=str(version))
    yield deployment(
        "scheduler",
        DATABASE_PASSWORD=canary("env", version),
        AIRFLOW_CONN_STORE=json.dumps({"conn_type": "aws", "password": canary("connection", version)}),
        BROKER=f"redis://airflow:{canary('url', version)}@broker:6379/0",
    )
    yield config_map(
        "configuration",
        OURS,
        database=f"postgresql://airflow:{canary('map-url', version)}@database/airflow",
        **{
            "airflow.cfg": f"[core]\nfernet_key = {canary('map-cfg', version)}\nparallelism = {version}\n",
            "store.json": json.dumps({"password": canary("map-json", version), "port": version}),
            "pod.json": json.dumps(_pod(version)),
            "pod.yaml": POD.format(canary("map-pod-block", version)),
        },
    )


def _with_data(name: str, texts: Mapping[str, str]) -> Manifest:
    """A Secret in base64: of `stringData` a server-side apply takes nothing away."""
    encoded = {key: base64.b64encode(text.encode()).decode() for key, text in texts.items()}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name, **OURS}, "data": encoded}


def _pod(version: int) -> Manifest:
    env = [{"name": "API_TOKEN", "value": canary("map-pod", version)}]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "spec": {"containers": [{"name": "base", "image": "a", "env": env}]},
    }


def _generated(version: int) -> dict[str, object]:
    literal = f"key={canary('generated', version)}"
    return {"secretGenerator": [{"name": "generated", "literals": [literal], "options": OURS}]}


def _nested_secret() -> Manifest:
    """A Secret the API server cannot take, and whose text it quotes when it says so."""
    return {**secret("refused", OURS), "stringData": {"key": {"inner": canary("refused-secret", 2)}}}


def _nested_env() -> Manifest:
    """The same of a variable."""
    made = deployment("refused")
    value = {"inner": canary("refused-env", 2)}
    made["spec"]["template"]["spec"]["containers"][0]["env"] = [{"name": "API_PASSWORD", "value": value}]
    return made
