"""The lab's volume provisioner: a directory per claim, on the node the scheduler chose.

It does for the class `standard` what the local-path provisioner does in kind and k3s, as a process beside
the control plane, because no image of it can be pulled. Volumes are of type `local`, so that fsGroup holds.
"""

import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.addons import MANAGER, PROVISIONER, STORAGE_CLASS
from lab.api import UNREACHABLE, Api, Refused

SELECTED_NODE = "volume.kubernetes.io/selected-node"
"""Annotation the scheduler sets on a claim whose class waits for its first consumer."""

PROVISIONED_BY = "pv.kubernetes.io/provisioned-by"
VOLUMES = "/api/v1/persistentvolumes"
PAUSE = 0.5
"""Seconds between two looks."""

Manifest = dict[str, Any]


@dataclass(frozen=True)
class Provision:
    """Make a directory, then this volume."""

    volume: Manifest


@dataclass(frozen=True)
class Reclaim:
    """Remove a volume whose claim is gone, with its directory."""

    name: str


def plan(
    claims: Sequence[Manifest], volumes: Sequence[Manifest], directory: Path
) -> Iterator[Provision | Reclaim]:
    """What to do so that each claim of our class gets a volume on its node, and no volume outlives its claim.

    Args:
        claims: Every PersistentVolumeClaim.
        volumes: Every PersistentVolume.
        directory: Where the volumes' directories are.
    """
    present = {volume["metadata"]["name"] for volume in volumes}
    for claim in claims:
        node = claim["metadata"].get("annotations", {}).get(SELECTED_NODE)
        ours = claim["spec"].get("storageClassName") == STORAGE_CLASS
        name = f"pvc-{claim['metadata']['uid']}"
        if ours and node and not claim["spec"].get("volumeName") and name not in present:
            yield Provision(_volume(name, claim, node, directory / name))
    for volume in volumes:
        by = volume["metadata"].get("annotations", {}).get(PROVISIONED_BY)
        if by == PROVISIONER and volume.get("status", {}).get("phase") == "Released":
            yield Reclaim(volume["metadata"]["name"])


def carry_out(api: Api, step: Provision | Reclaim, directory: Path) -> None:
    """Do one thing of the plan."""
    if isinstance(step, Provision):
        name = step.volume["metadata"]["name"]
        place = directory / name
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o777)  # as the local-path provisioner does: a claim's user is not known here
        api.apply(f"{VOLUMES}/{name}", step.volume, manager=MANAGER)
    else:
        shutil.rmtree(directory / step.name, ignore_errors=True)
        api.delete(f"{VOLUMES}/{step.name}")


def serve(api: Api, directory: Path) -> None:
    """Look and act until stopped; a server that is away, or an object that changed, is met next time."""
    while True:
        try:
            claims = api.get("/api/v1/persistentvolumeclaims?resourceVersion=0")["items"]
            volumes = api.get(f"{VOLUMES}?resourceVersion=0")["items"]
            for step in plan(claims, volumes, directory):
                carry_out(api, step, directory)
                print(time.strftime("%H:%M:%S"), step, flush=True)  # noqa: T201 -- its standard output is its log
        except (Refused, *UNREACHABLE) as error:
            print(time.strftime("%H:%M:%S"), error, flush=True)  # noqa: T201 -- its standard output is its log
        time.sleep(PAUSE)


def _volume(name: str, claim: Manifest, node: str, place: Path) -> Manifest:
    here = {"key": "kubernetes.io/hostname", "operator": "In", "values": [node]}
    origin = claim["metadata"]
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": name, "annotations": {PROVISIONED_BY: PROVISIONER}},
        "spec": {
            "capacity": {"storage": claim["spec"]["resources"]["requests"]["storage"]},
            "accessModes": claim["spec"]["accessModes"],
            "persistentVolumeReclaimPolicy": "Delete",
            "storageClassName": STORAGE_CLASS,
            "claimRef": {
                "apiVersion": "v1",
                "kind": "PersistentVolumeClaim",
                "namespace": origin["namespace"],
                "name": origin["name"],
                "uid": origin["uid"],
            },
            "local": {"path": str(place)},
            "nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [here]}]}},
        },
    }


def main() -> None:
    """Run as `python -m lab.storage HOST PORT PKI DIRECTORY`."""
    host, port, pki, directory = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(Api(host, int(port), Path(pki), "storage"), Path(directory))


if __name__ == "__main__":
    main()
