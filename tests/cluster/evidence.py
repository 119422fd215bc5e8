"""What does a person need to see after a failed test on the cluster?"""

from pathlib import Path

from tests.cluster.kubectl import Kubectl


def collect(kubectl: Kubectl, folder: Path) -> None:
    """Write the namespace's objects, events and logs into the folder. Secrets stay out of it."""
    folder.mkdir(parents=True, exist_ok=True)
    views = {
        "objects.txt": ["get", "all,pvc,pdb,endpointslices", "--output", "wide"],
        "events.txt": ["get", "events", "--sort-by", ".lastTimestamp"],
        "pods.txt": ["describe", "pods"],
        "nodes.txt": ["describe", "nodes"],
    }
    for name, args in views.items():
        (folder / name).write_text(kubectl.run(*args, check=False))
    for pod in kubectl.run("get", "pods", "--output", "name", check=False).split():
        name = pod.removeprefix("pod/")
        logs = ["logs", pod, "--all-containers", "--prefix", "--tail", "2000"]
        (folder / f"{name}.log").write_text(kubectl.run(*logs, check=False))
        (folder / f"{name}.previous.log").write_text(kubectl.run(*logs, "--previous", check=False))
