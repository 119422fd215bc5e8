"""Debian's root file system, made by debootstrap: what the official slim images start from as well."""

from pathlib import Path

from lab.process import run

SUITE = "trixie"
INCLUDED = "ca-certificates"
EXCLUDED = (
    "./usr/share/doc/*",
    "./usr/share/info/*",
    "./usr/share/locale/*",
    "./usr/share/man/*",
    "./var/cache/*",
    "./var/lib/apt/lists/*",
    "./var/log/*",
)
"""What the official slim images leave out, too."""


def make(archive: Path, scratch: Path) -> None:
    """Write the root file system into a tar.

    Args:
        archive: The tar to write.
        scratch: An empty folder on a file system that allows devices and programs.
    """
    root = scratch / "root"
    # What debootstrap mounts and starts lives in namespaces of its own and ends with it, however it ends.
    contained = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    install = ["debootstrap", "--variant=minbase", f"--include={INCLUDED}", SUITE, str(root)]
    run([*contained, *install, *mirror(configured_sources())], timeout=900)
    leave_out = [f"--exclude={pattern}" for pattern in EXCLUDED]
    run(["tar", "--create", "--file", str(archive), "--directory", str(root), *leave_out, "."], timeout=300)


def configured_sources() -> str:
    """What apt on this machine downloads from: address, label and component, a line each."""
    fields = "$(REPO_URI) $(LABEL) $(COMPONENT)"
    return run(["apt-get", "indextargets", "--format", fields, "Created-By: Packages"])


def mirror(sources: str) -> list[str]:
    """The Debian mirror this machine uses, as debootstrap's last argument; none: debootstrap knows one."""
    lines = (line.split() for line in sources.splitlines())
    return [words[0] for words in lines if words[1:] == ["Debian", "main"]][:1]
