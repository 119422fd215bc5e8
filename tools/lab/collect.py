"""Gathers what explains a failure: logs of the lab, and what Kubernetes says of everything in it."""

import shutil
import sys
from pathlib import Path

from lab import cluster
from lab.errors import ToolFailed
from lab.layout import Lab
from lab.process import run

QUESTIONS = {
    "nodes.txt": ("describe", "nodes"),
    "objects.txt": ("get", "all,events,pvc,pdb", "--all-namespaces", "-o", "wide"),
    "pods.txt": ("describe", "pods", "--all-namespaces"),
    "events.txt": ("get", "events", "--all-namespaces", "--sort-by=.lastTimestamp"),
}


def collect(lab: Lab, directory: Path) -> None:
    """Write logs, pod logs, status and descriptions to a directory; what cannot be had says why.

    Secrets are not asked for.
    """
    directory.mkdir(parents=True, exist_ok=True)
    lines = (f"{part.name:32} {part.state}" for part in cluster.components(lab))
    (directory / "status.txt").write_text("\n".join(lines) + "\n")
    if lab.logs.exists():
        shutil.copytree(lab.logs, directory / "log", dirs_exist_ok=True)
    for place in lab.nodes():
        if (place.directory / "pod-logs").exists():
            shutil.copytree(place.directory / "pod-logs", directory / "pods" / place.name, dirs_exist_ok=True)
    kubectl = (str(Path(sys.executable).with_name("kubectl")), f"--kubeconfig={lab.kubeconfig}")
    for name, question in QUESTIONS.items():
        try:
            answer = run([*kubectl, "--request-timeout=20s", *question])
        except ToolFailed as failure:
            answer = f"{failure}\n"
        (directory / name).write_text(answer)
