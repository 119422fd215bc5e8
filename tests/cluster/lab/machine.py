"""What does this machine look like, to someone who looks for what a lab has left?"""

from pathlib import Path

from lab import cgroup, process
from lab.host import KERNEL_SETTINGS
from lab.layout import Lab
from lab.process import run


def traces(lab: Lab) -> dict[str, list[str]]:
    """Everything a lab makes or changes outside its state directory, by kind.

    Other labs, tests and programs may be at work on the machine: what can be told by its name is of this
    lab alone.
    """
    places = ["/run/containerd", "/var/lib/cni", "/var/lib/kubelet", "/var/log/containers"]
    return {
        "links": sorted(path.name for path in Path("/sys/class/net").glob(f"{lab.name}*")),
        "routes": _naming(run(["ip", "route"]), lab.name),
        "mounts": _naming(Path("/proc/self/mountinfo").read_text(), str(lab.state)),
        "control groups": _groups(lab.name),
        "tables": _naming(run(["nft", "list", "tables"]), lab.name),
        "forwarding": _naming(run(["iptables", "-w", "-S"]), lab.name),
        "policies": [line for line in run(["iptables-save"]).splitlines() if "KUBE-" in line],
        "sets of addresses": run(["ipset", "list", "-name"]).split(),
        "settings": [f"{name}={(Path('/proc/sys') / name).read_text().strip()}" for name in KERNEL_SETTINGS],
        "directories": [place for place in places if Path(place).exists()],
        "processes": sorted(map(str, process.owned(lab.state))),
        "state": [str(lab.state)] if lab.state.exists() else [],
    }


def _groups(name: str) -> list[str]:
    return sorted(str(group) for group in cgroup.below(cgroup.ROOT) if group.name.startswith(name))


def _naming(text: str, name: str) -> list[str]:
    return [line for line in text.splitlines() if name in line]
