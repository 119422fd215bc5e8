"""How long does `airkust diff` take beside `kubectl diff --server-side`, and how much memory?

On a real API server of its own (a lab without nodes), 20 ms away, where everything was just applied; the two
programs take turns. Prints medians and never judges them.
Run: `python tests/bench/diff.py [--runs N] [--sizes N ...] [--milliseconds N]`.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from airkust.workspace.programs import beside_python
from lab import cluster, control_plane
from lab.layout import API_PORT, Lab
from lab.progress import Progress

ROOT = Path(__file__).parents[2]
NUMBER = 4
HA_PROD = ROOT / "overlays/ha-prod"
NAMESPACE = "bench"
AT_ONCE = 8
"""Objects applied at the same time, before anything is measured."""

Manifest = dict[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=[500, 5000], help="of generated overlays")
    parser.add_argument("--compared", type=int, default=1000, help="up to this size kubectl is measured, too")
    parser.add_argument("--milliseconds", type=float, default=20, help="the round trip")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # not without the lab's end
    heading = (
        f"{given.milliseconds:g} ms away, median of {given.runs} runs (fastest), most memory of a process"
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as lab,
        far_away(lab, given.milliseconds) as kubeconfig,
    ):
        sys.stdout.write(f"{heading}; nothing changed\n")
        apply(lab, manifests_of(HA_PROD))
        measure("overlays/ha-prod", HA_PROD, kubeconfig, given.runs)
        for size in given.sizes:
            manifests = generated(size)
            apply(lab, manifests)
            if size <= given.compared:
                overlay = written(Path(folder) / str(size), manifests)
                measure(f"an overlay of {size} objects", overlay, kubeconfig, given.runs)
            else:  # rendered already: kustomize takes minutes for thousands of objects
                file = written(Path(folder) / str(size), manifests) / "all.yaml"
                measure(f"a file of {size} objects", file, kubeconfig, 1, compared=False)


@contextmanager
def running(folder: Path) -> Iterator[Lab]:
    """A lab without nodes while the block runs."""
    lab = Lab(NUMBER, folder / "state", Lab.from_environment().cache)
    try:
        cluster.up(lab, 0, Progress())
        yield lab
    finally:
        cluster.down(lab, Progress())


@contextmanager
def far_away(lab: Lab, milliseconds: float) -> Iterator[Path]:
    """A kubeconfig that leads to the lab's API server by a longer way; its certificate is good there, too."""
    proxy = [
        str(Path(__file__).with_name("delaying_proxy.py")),
        str(control_plane.address(lab)),
        str(API_PORT),
    ]
    argv = [sys.executable, *proxy, str(milliseconds)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        config = json.loads(lab.kubeconfig.read_text())
        config["clusters"][0]["cluster"]["server"] = f"https://127.0.0.1:{port}"
        path = lab.state / "far.kubeconfig"
        path.touch(mode=0o600)
        path.write_text(json.dumps(config))
        try:
            yield path
        finally:
            process.terminate()


def generated(size: int) -> list[Manifest]:
    """This many objects: a namespace, ConfigMaps, Services, and Deployments that start no pods."""
    name = f"{NAMESPACE}-{size}"
    manifests = [manifest(number) for number in range(size - 1)]
    for each in manifests:
        each["metadata"]["namespace"] = name
    return [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}, *manifests]


def written(folder: Path, manifests: Sequence[Manifest]) -> Path:
    """Write an overlay of these objects, all in one file."""
    folder.mkdir()
    (folder / "all.yaml").write_text("\n---\n".join(json.dumps(each) for each in manifests) + "\n")
    (folder / "kustomization.yaml").write_text(
        json.dumps({"kind": "Kustomization", "resources": ["all.yaml"]})
    )
    return folder


def manifest(number: int) -> Manifest:
    """One object of a large overlay."""
    name, labels = f"object-{number:05}", {"app": f"object-{number:05}"}
    if number % 5 == 0:
        env = [{"name": f"AIRFLOW__CORE__OPTION_{each}", "value": str(each)} for each in range(20)]
        template = {
            "metadata": {"labels": labels},
            "spec": {"containers": [{"name": "airflow", "image": "example.org/airflow:3", "env": env}]},
        }
        # Paused: no ReplicaSets and pods that the controllers would be busy with.
        spec = {"replicas": 2, "paused": True, "selector": {"matchLabels": labels}, "template": template}
        return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": spec}
    if number % 5 == 1:
        spec = {"selector": labels, "ports": [{"name": "http", "port": 8080}]}
        return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": spec}
    data = {f"key-{each}": f"value {each} of {name}" for each in range(20)}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}


def manifests_of(overlay: Path) -> list[Manifest]:
    """What an overlay renders to."""
    argv = [str(beside_python("kubectl")), "kustomize", str(overlay)]
    text = subprocess.run(argv, check=True, capture_output=True).stdout
    return list(YAML(typ="safe").load_all(text))


def apply(lab: Lab, manifests: Sequence[Manifest]) -> None:
    """Apply them as `kubectl apply --server-side` does, several at once; namespaces first."""
    api = control_plane.admin(lab)
    namespaces = [each for each in manifests if each["kind"] == "Namespace"]
    plurals = plurals_of(lab)

    def one(each: Manifest) -> None:
        scope = each["metadata"].get("namespace")
        group = each["apiVersion"]
        root = f"/apis/{group}" if "/" in group else f"/api/{group}"
        inside = f"/namespaces/{scope}" if scope else ""
        name = each["metadata"]["name"]
        api.apply(f"{root}{inside}/{plurals[group, each['kind']]}/{name}", each, manager="kubectl")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for some in (namespaces, [each for each in manifests if each not in namespaces]):
            list(pool.map(one, some))


def plurals_of(lab: Lab) -> dict[tuple[str, str], str]:
    """What the API server calls each kind in a path, by apiVersion and kind."""
    api = control_plane.admin(lab)
    groups = [group["preferredVersion"]["groupVersion"] for group in api.get("/apis")["groups"]]
    roots = {"v1": "/api/v1"} | {group: f"/apis/{group}" for group in groups}
    return {
        (version, kind["kind"]): kind["name"]
        for version, root in roots.items()
        for kind in api.get(root)["resources"]
        if "/" not in kind["name"]
    }


@dataclass(frozen=True)
class Run:
    """One process, ended.

    Attributes:
        seconds: Of a user's waiting.
        megabytes: The most that it, or one it waited for, had in memory.
    """

    seconds: float
    megabytes: float


def run(argv: Sequence[str], kubeconfig: Path) -> Run:
    """Run to the end; that nothing differs is part of what is measured."""
    start = time.perf_counter()
    process = subprocess.Popen(
        argv, env={**os.environ, "KUBECONFIG": str(kubeconfig)}, stdout=subprocess.DEVNULL, cwd=ROOT
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(argv)}: exit {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def measure(name: str, what: Path, kubeconfig: Path, runs: int, *, compared: bool = True) -> None:
    """Print how long both take, in turns, and how much memory."""
    programs = {"airkust diff": [str(beside_python("airkust")), "diff", "--quiet", str(what)]}
    if compared:
        kubectl = [str(beside_python("kubectl")), "diff", "--server-side", "-k", str(what)]
        programs = {"kubectl diff --server-side": kubectl} | programs
    taken: dict[str, list[Run]] = {program: [] for program in programs}
    for argv in programs.values() if compared else ():
        run(argv, kubeconfig)  # warm: files in the page cache
    for _ in range(runs):
        for program, argv in programs.items():
            taken[program].append(run(argv, kubeconfig))
    sys.stdout.write(f"{name}\n")
    medians = {program: statistics.median(each.seconds for each in done) for program, done in taken.items()}
    for program, done in taken.items():
        fastest, most = min(each.seconds for each in done), max(each.megabytes for each in done)
        sys.stdout.write(f"  {medians[program]:6.2f} s  ({fastest:.2f})  {most:4.0f} MB  {program}\n")
    if compared:
        slow, fast = medians.values()
        sys.stdout.write(f"  {slow / fast:6.1f} times as fast\n")


if __name__ == "__main__":
    main()
