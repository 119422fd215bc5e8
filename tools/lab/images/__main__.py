"""The command line of the images: `python -m lab.images`."""

import typer

from lab.entry import run
from lab.images import airflow, archives
from lab.images.engine import Engine
from lab.images.recipes import RECIPES
from lab.progress import Progress

app = typer.Typer(
    help="The images the overlays name, for a cluster without a registry; and our own Airflow image.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command("list")
def list_archives() -> None:
    """List the images, whether each is there, and whether it is a stand-in."""
    for archive in (archives.cached(recipe, archives.cache_folder()) for recipe in RECIPES):
        kind = "stand-in" if archive.stand_in else "public"
        state = archive.path if archive.exists else "not there yet"
        typer.echo(f"{archive.reference:32} {kind:9} {state}")


@app.command()
def build() -> None:
    """Pull or build what is not there, and list it."""
    archives.ensure(Progress())
    list_archives()


@app.command("airflow")
def build_airflow() -> None:
    """Build docker/airflow with docker, podman or buildah, and try it."""
    engine, progress = Engine.of_user(), Progress()
    base = airflow.build(engine, progress)
    if engine.runs:
        airflow.try_out(engine, progress)
    else:
        progress.say(f"not tried: {engine.program} cannot run it on a read-only root; docker and podman can")
    typer.echo(f"{airflow.IMAGE}, from {base}")


def main() -> None:
    """Run the command line."""
    run(app, "python -m lab.images", interrupted="run it again, what is done stays")


if __name__ == "__main__":
    main()
