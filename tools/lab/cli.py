"""The command line of the lab: `python -m lab`."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from lab import binaries, cluster, faults, load
from lab.collect import collect as collect_into
from lab.entry import run
from lab.errors import UsageError
from lab.layout import Lab
from lab.progress import Progress

app = typer.Typer(
    help="A real Kubernetes cluster on this machine, for tests, demos and drills.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Node = Annotated[str, typer.Argument(metavar="NODE", help="A number, or a name such as node2.")]


@app.command()
def up(
    nodes: Annotated[int, typer.Option(help="How many nodes; 0 is a control plane alone.")] = 1,
) -> None:
    """Start the lab, or what is missing or dead of it."""
    lab = Lab.from_environment()
    cluster.up(lab, nodes, Progress(), load.present())
    Progress().say(f"up; use it with: export KUBECONFIG={shlex.quote(str(lab.kubeconfig))}")


@app.command()
def down() -> None:
    """Remove the lab and everything it left on this machine."""
    cluster.down(Lab.from_environment(), Progress())


@app.command()
def status() -> None:
    """List components and nodes; exits 1 when one is not well."""
    parts = cluster.components(Lab.from_environment())
    for part in parts:
        typer.echo(f"{part.name:26} {part.state}")
    if not parts:
        typer.echo("there is no lab")
    raise typer.Exit(0 if parts and all(part.healthy for part in parts) else 1)


@app.command()
def build() -> None:
    """Compile the programs into the cache, and nothing else."""
    binaries.ensure(Lab.from_environment(), (*binaries.CONTROL_PLANE, *binaries.NODES), Progress())


@app.command("load")
def load_images(
    images: Annotated[list[str] | None, typer.Argument(metavar="[IMAGE]...")] = None,
    archive: Annotated[list[Path] | None, typer.Option(help="A tar file of `podman save`.")] = None,
) -> None:
    """Bring images into every node: those named, from archives, or else all that the overlays name."""
    load.load(Lab.from_environment(), archive or load.archives(images or [], Progress()), Progress())


@app.command("kill-node")
def kill_node(node: Node) -> None:
    """Cut a node's power."""
    faults.kill_node(Lab.from_environment().node_named(node), Progress())


@app.command()
def partition(node: Node) -> None:
    """Pull a node's cable."""
    faults.partition(Lab.from_environment().node_named(node), Progress())


@app.command()
def restore(node: Node) -> None:
    """Bring a killed or partitioned node back."""
    faults.restore(Lab.from_environment().node_named(node), Progress())


@app.command("stop-api")
def stop_api() -> None:
    """Kill the API server."""
    faults.stop_api(Lab.from_environment(), Progress())


@app.command("start-api")
def start_api() -> None:
    """Start the API server again."""
    faults.start_api(Lab.from_environment(), Progress())


@app.command("stop-dns")
def stop_dns() -> None:
    """Kill the cluster's DNS."""
    faults.stop_dns(Lab.from_environment(), Progress())


@app.command("start-dns")
def start_dns() -> None:
    """Start DNS again."""
    faults.start_dns(Lab.from_environment(), Progress())


@app.command("kill-pod")
def kill_pod(namespace: str, pod: str) -> None:
    """Kill every process of a pod, without a word to it."""
    faults.kill_pod(Lab.from_environment(), namespace, pod, Progress())


@app.command()
def kubeconfig() -> None:
    """Print the path of the kubeconfig."""
    typer.echo(_kubeconfig())


@app.command("shell-env")
def shell_env() -> None:
    """Print what a shell evaluates to use the lab: eval "$(python -m lab shell-env)"."""
    typer.echo(f"export KUBECONFIG={shlex.quote(str(_kubeconfig()))}")


@app.command()
def collect(directory: Path) -> None:
    """Gather logs, events and descriptions into a directory."""
    collect_into(Lab.from_environment(), directory)


def _kubeconfig() -> Path:
    path = Lab.from_environment().kubeconfig
    if not path.exists():
        raise UsageError("there is no lab", hint="python -m lab up")
    return path


def main() -> None:
    """Run the command line."""
    run(app, "python -m lab", interrupted="`up` goes on from here, `down` cleans up")
