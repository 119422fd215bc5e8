"""The machine the lab runs on: what it must have, and what the lab changes and puts back."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from lab.errors import LabError, ToolMissing, UsageError
from lab.layout import Lab
from lab.process import run, search_path

PACKAGES = Path(__file__).with_name("host-packages.txt")
PLUGINS = ("/usr/lib/cni", "/opt/cni/bin", "/usr/libexec/cni")
"""Where distributions put the CNI plugins."""

KERNEL_SETTINGS = (
    "net/ipv4/ip_forward",
    # kubelet writes these at its start: pkg/kubelet/cm/container_manager_linux.go, setupKernelTunables
    "kernel/keys/root_maxbytes",
    "kernel/keys/root_maxkeys",
    "kernel/panic",
    "kernel/panic_on_oops",
    "vm/overcommit_memory",
    "vm/panic_on_oom",
)


def require_tools(*, nodes: bool) -> None:
    """Check that every host program is there.

    Args:
        nodes: Whether the lab is to have nodes; without them it needs openssl alone.

    Raises:
        ToolMissing: One is not; names it and its Debian package.
        UsageError: Nodes need root.
    """
    wanted = [
        (package, program)
        for package, programs in packages(PACKAGES.read_text())
        for program in programs
        if nodes or program == "openssl"
    ]
    missing = [(package, program) for package, program in wanted if not _find(program)]
    if missing:
        listed = ", ".join(f"{program} (Debian package {package})" for package, program in missing)
        needed = " ".join(sorted({package for package, _ in missing}))
        raise ToolMissing(f"not installed: {listed}", hint=f"apt-get install {needed}")
    if nodes and os.geteuid() != 0:
        raise UsageError("nodes are made of network namespaces, which need root", hint="run it as root")


def packages(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read host-packages.txt: each package with the programs wanted from it."""
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return tuple((words[0], tuple(words[1:])) for words in lines if words)


def plugin_directories() -> tuple[str, ...]:
    """The CNI plugin directories that exist here."""
    return tuple(path for path in PLUGINS if Path(path).is_dir())


def require_bridge_filter() -> None:
    """Make bridged packets pass netfilter: a pod reaches one beside it through a Service only then.

    Raises:
        UsageError: The kernel has no br_netfilter.
    """
    setting = Path("/proc/sys/net/bridge/bridge-nf-call-iptables")
    if not setting.exists():
        with contextlib.suppress(LabError):  # no modprobe, or no such module: either way it stays absent
            run(["modprobe", "br_netfilter"])
    if not setting.exists():
        raise UsageError("the kernel module br_netfilter is not there", hint="modprobe br_netfilter")


def remember(lab: Lab, directories: Iterable[Path]) -> None:
    """Make directories that must exist, and note them and the kernel settings as they were, for `restore`."""
    note = _note(lab)
    known = json.loads(note.read_text()) if note.exists() else {"settings": {}, "directories": []}
    for name in KERNEL_SETTINGS:
        known["settings"].setdefault(name, (Path("/proc/sys") / name).read_text().strip())
    absent = [path for path in directories if not path.exists()]
    known["directories"] += [str(path) for path in absent]
    note.write_text(json.dumps(known, indent=1))
    for path in absent:
        path.mkdir(parents=True)


def restore(lab: Lab) -> None:
    """Put back what `remember` noted; a directory in use by others by now stays."""
    note = _note(lab)
    if not note.exists():
        return
    known = json.loads(note.read_text())
    for name, value in known["settings"].items():
        setting = Path("/proc/sys") / name
        if setting.read_text().strip() != value:
            setting.write_text(value)
    for directory in map(Path, known["directories"]):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()
    note.unlink()


def _note(lab: Lab) -> Path:
    return lab.state / "host.json"


def _find(program: str) -> bool:
    return shutil.which(program, path=os.pathsep.join([search_path(), *PLUGINS])) is not None
