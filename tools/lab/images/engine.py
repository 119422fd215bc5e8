"""Drives docker, podman or buildah: what each calls the few things we ask of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from lab.errors import ToolFailed, ToolMissing
from lab.process import run

PROGRAMS = ("docker", "podman", "buildah")
CERTIFICATES = Path("/etc/ssl/certs")
BUILD_WITHIN = 1800.0
"""Seconds. Measured: two minutes, where packages come fast."""

LOW_LIMITS = ("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096")
"""Podman asks for more than it has itself, which not every root may grant; less is always granted."""


@dataclass(frozen=True)
class Engine:
    """A program that keeps images, and where it keeps them.

    Args:
        program: docker, podman or buildah.
        places: Flags that name its folders; none: the user's own.
    """

    program: str
    places: tuple[str, ...] = ()

    @classmethod
    def beside(cls, folder: Path) -> "Engine":
        """Podman with a store of its own in a folder: no stand-in is ever among the user's images."""
        return cls("podman", ("--root", str(folder / "root"), "--runroot", str(folder / "run")))

    @classmethod
    def of_user(cls) -> "Engine":
        """The first that works here.

        Raises:
            ToolMissing: None does.
        """
        for program in PROGRAMS:
            try:
                run([program, "info"], timeout=30)
            except (ToolFailed, ToolMissing):
                continue
            return cls(program)
        listed = ", ".join(PROGRAMS[:-1])
        raise ToolMissing(f"neither {listed} nor {PROGRAMS[-1]} works here", hint="apt-get install podman")

    @property
    def runs(self) -> bool:
        """Whether it can start a container with a read-only root."""
        return self.program != "buildah"

    def do(self, *arguments: str, timeout: float = 300) -> str:
        """Run the program and return what it printed."""
        return run([self.program, *self.places, *arguments], timeout=timeout)

    def has(self, reference: str) -> bool:
        return bool(self.do("images", "--quiet", "--filter", f"reference={reference}").strip())

    def can_pull(self, reference: str) -> bool:
        """Fetch an image; False when its registry does not answer or does not have it."""
        try:
            self.do("pull", "--quiet", reference, timeout=BUILD_WITHIN)
        except ToolFailed:
            return False
        return True

    def build(
        self, context: Path, *, tag: str, base: str, trusts_host: bool, label: str | None = None
    ) -> None:
        """Build the Dockerfile of a folder.

        Args:
            context: The folder.
            tag: What to call the image.
            base: What its ARG BASE becomes.
            trusts_host: Let the build see this machine's certificates, for a package index behind a proxy.
            label: `name=value`, put on the image.
        """
        flags = ["--tag", tag, "--build-arg", f"BASE={base}"]
        if label:
            flags += ["--label", label]
        if self.program != "docker":  # its daemon has both; these two start from nothing
            flags += ["--isolation", "chroot", "--network", "host"]
            if trusts_host and CERTIFICATES.is_dir():
                flags += ["--volume", f"{CERTIFICATES}:{CERTIFICATES}:ro"]
        self.do("build", *flags, str(context), timeout=BUILD_WITHIN)

    def load(self, archive: Path) -> None:
        """Take in an image that another engine saved."""
        if self.program == "buildah":
            self.do("pull", f"docker-archive:{archive}")
        else:
            self.do("load", "--input", str(archive))

    def save(self, image: str, *, reference: str, archive: Path) -> None:
        """Write an image into a tar, under the name a cluster is to know it by."""
        if image != reference:
            self.do("tag", image, reference)
        self.do("save", "--output", str(archive), reference, timeout=600)

    def execute(self, image: str, *command: str, user: str, flags: tuple[str, ...] = ()) -> str:
        """Run a command by an image's entrypoint as Pod Security `restricted` would, root read-only.

        Args:
            image: The image.
            command: The container's arguments.
            user: uid:gid.
            flags: More for `run`, such as `--env`.
        """
        shut = ["--rm", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"]  # noqa: S108 -- the container's
        shut += ["--security-opt", "no-new-privileges", "--network", "none", "--user", user]
        own = () if self.program == "docker" else LOW_LIMITS
        return self.do("run", *shut, *own, *flags, image, *command)


def missing(wanted: tuple[tuple[str, tuple[str, ...]], ...], path: str) -> dict[str, str]:
    """The programs that are not on a PATH, each with its Debian package."""
    return {
        program: package
        for package, programs in wanted
        for program in programs
        if not shutil.which(program, path=path)
    }
