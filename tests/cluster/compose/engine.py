"""How is docker/compose.yaml started here? By Docker where it answers, else by podman-compose."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cluster.containers import command, environment, podman
from tests.cluster.kubectl import ROOT

from lab.images.engine import LOW_LIMITS
from lab.images.recipes import AIRFLOW, POSTGRES

PROJECT = "airkust-e2e"  # beside whatever Airflow runs here
WITHIN = 600.0  # seconds: ends a hang and judges no speed


@dataclass(frozen=True)
class Compose:
    """A program that runs Compose files, and the one that runs its containers."""

    argv: tuple[str, ...]
    containers: tuple[str, ...]
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Run it on our file; what it says is shown when it fails."""
        return self._run(*self.argv, "--project-name", PROJECT, *arguments)

    def healthy(self, service: str) -> bool:
        """Ask the service's own health check, now: without systemd podman never asks by itself."""
        if self.containers[0] == "docker":
            return self._state(service)["Health"]["Status"] == "healthy"
        name = f"{PROJECT}_{service}_1"
        done = subprocess.run(
            [*self.containers, "healthcheck", "run", name],
            check=False,
            capture_output=True,
            env=self.environment,
        )
        return done.returncode == 0

    def _state(self, service: str) -> dict[str, dict[str, str]]:
        name = self.run("ps", "--quiet", service).strip()
        state: dict[str, dict[str, str]] = json.loads(self._run(*self.containers, "inspect", name))[0][
            "State"
        ]
        return state

    def _run(self, *argv: str) -> str:
        done = subprocess.run(
            argv, check=False, capture_output=True, text=True, cwd=ROOT / "docker", timeout=WITHIN,
            env=self.environment,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(f"{' '.join(argv)}: exit {done.returncode}\n{done.stderr[-3000:]}")
        return done.stdout


def compose(port: int) -> Compose:
    """The first that works here, with the interface on a port of this machine."""
    chosen = {"AIRFLOW_PORT": str(port)}
    answers = subprocess.run(
        ["docker", "compose", "ps"], check=False, capture_output=True, cwd=ROOT / "docker"
    )
    if answers.returncode == 0:
        return Compose(("docker", "compose"), ("docker",), os.environ | chosen)
    engine = podman(AIRFLOW, POSTGRES)
    flags = ("--podman-path", str(command(engine)), "--podman-run-args", " ".join(LOW_LIMITS))
    return Compose((podman_compose(), *flags), ("podman", *engine.places), environment() | chosen)


def podman_compose() -> str:
    """Where `make setup` put it, or what is on PATH."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    found = shutil.which("podman-compose", path=path)
    assert found, "podman-compose is missing: make setup"
    return found


@contextmanager
def up(started: Compose) -> Iterator[None]:
    """Everything of the file, started for the block and gone with its data afterwards."""
    started.run("down", "--volumes")  # of a run that was cut off
    started.run("up", "--detach")
    try:
        yield
    finally:
        started.run("down", "--volumes")
