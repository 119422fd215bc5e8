"""The machine the lab runs on: what it must have, and what the lab changes and puts back."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

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


class Note(TypedDict):
    """What a lab has changed of the machine: settings as they were, directories that were not there."""

    settings: dict[str, str]
    directories: list[str]


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


def remember(lab: Lab, directories: Iterable[Path], others: Iterable[Path]) -> None:
    """Make directories that must exist, and note them and the kernel settings as they were, for `restore`.

    Args:
        lab: The lab that needs them.
        directories: Empty ones, where its nodes mount theirs.
        others: The state directories of the machine's other labs: the settings are as they found them.
    """
    known = _noted(lab.state)
    before = [_noted(other)["settings"] for other in others]
    for name in KERNEL_SETTINGS:
        now = (Path("/proc/sys") / name).read_text().strip()
        known["settings"].setdefault(name, next((found[name] for found in before if name in found), now))
    absent = [path for path in directories if not path.exists()]
    known["directories"] += [str(path) for path in absent]
    _write(lab.state, known)
    for path in absent:
        path.mkdir(parents=True, exist_ok=True)


def restore(lab: Lab, others: Iterable[Path]) -> None:
    """Put back what `remember` noted; a directory in use by others by now stays.

    Args:
        lab: The lab that goes.
        others: The state directories of the other labs here. They need what this one has changed (where a
            directory is removed, what they mounted on it is gone), so it is left to them.
    """
    known = _noted(lab.state)
    heirs = [other for other in others if _note(other).exists()]
    for heir in heirs:
        own = _noted(heir)
        paths = {*own["directories"], *known["directories"]}
        _write(heir, {"settings": known["settings"] | own["settings"], "directories": sorted(paths)})
    if not heirs:
        _put_back(known)
    _note(lab.state).unlink(missing_ok=True)


def _put_back(known: Note) -> None:
    for name, value in known["settings"].items():
        setting = Path("/proc/sys") / name
        if setting.read_text().strip() != value:
            setting.write_text(value)
    for directory in map(Path, known["directories"]):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()


def _noted(state: Path) -> Note:
    known: Note = {"settings": {}, "directories": []}
    if _note(state).exists():
        known = json.loads(_note(state).read_text())
    return known


def _write(state: Path, known: Note) -> None:
    draft = _note(state).with_suffix(".new")
    draft.write_text(json.dumps(known, indent=1))
    draft.replace(_note(state))


def _note(state: Path) -> Path:
    return state / "host.json"


def _find(program: str) -> bool:
    return shutil.which(program, path=os.pathsep.join([search_path(), *PLUGINS])) is not None
