"""The lab's own image store: podman on a folder of its own, so that no stand-in reaches the user's images."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from lab.errors import ToolFailed, ToolMissing
from lab.process import run

LABEL = "dev.airkust.stand-in=true"
CERTIFICATES = Path("/etc/ssl/certs")
PACKAGES = {"podman": "podman", "debootstrap": "debootstrap", "unshare": "util-linux", "tar": "tar"}
"""The programs stand-ins are built with, and the Debian package of each."""


@dataclass(frozen=True)
class Store:
    """Images in a folder.

    Args:
        folder: Created when needed; may be deleted at any time.
    """

    folder: Path

    def podman(self, *arguments: str, timeout: float = 120) -> str:
        """Run podman on this store."""
        places = ["--root", str(self.folder / "root"), "--runroot", str(self.folder / "run")]
        return run(["podman", *places, *arguments], timeout=timeout)

    def has(self, reference: str) -> bool:
        return bool(self.podman("images", "--quiet", "--filter", f"reference={reference}").strip())

    def offers(self, reference: str) -> bool:
        """Whether the registry of this image answers, and has it."""
        try:
            self.podman("manifest", "inspect", f"docker://{reference}", timeout=20)
        except ToolFailed:
            return False
        return True

    def pull(self, reference: str) -> None:
        self.podman("pull", "--quiet", reference, timeout=1800)

    def take_root(self, archive: Path, tag: str) -> None:
        """Make an image of a root file system."""
        self.podman("import", "--change", f"LABEL {LABEL}", str(archive), tag, timeout=300)

    def build(self, context: Path, *, tag: str, base: str, trusts_host: bool) -> None:
        """Build a stand-in.

        Args:
            context: The folder with the Dockerfile.
            tag: What to call the image.
            base: What its BASE becomes.
            trusts_host: Let it see this machine's certificates while it builds.
        """
        arguments = [*podman_build_flags(trusts_host=trusts_host), "--label", LABEL, "--tag", tag]
        self.podman("build", *arguments, "--build-arg", f"BASE={base}", str(context), timeout=1800)

    def save(self, image: str, *, reference: str, archive: Path) -> None:
        """Write an image into a tar, under the name a cluster is to know it by."""
        if image != reference:
            self.podman("tag", image, reference)
        self.podman("save", "--quiet", "--output", str(archive), reference, timeout=600)


def podman_build_flags(*, trusts_host: bool) -> list[str]:
    """What podman needs to build without a daemon and, if wanted, behind a proxy with a CA of its own."""
    flags = ["--isolation", "chroot", "--network", "host"]
    if trusts_host and CERTIFICATES.is_dir():
        flags += ["--volume", f"{CERTIFICATES}:{CERTIFICATES}:ro"]
    return flags


def require_programs() -> None:
    """Check that stand-ins can be built here.

    Raises:
        ToolMissing: A program is not installed; names each and its Debian package.
    """
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    missing = [program for program in PACKAGES if not shutil.which(program, path=places)]
    if missing:
        listed = ", ".join(f"{program} (Debian package {PACKAGES[program]})" for program in missing)
        needed = " ".join(PACKAGES[program] for program in missing)
        raise ToolMissing(f"not installed: {listed}", hint=f"apt-get install {needed}")
