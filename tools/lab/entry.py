"""Where does an error become a message and an exit code? Here, for each command line of the lab."""

import sys

import typer

from lab.errors import LabError

INTERRUPTED = 130


def run(app: typer.Typer, name: str, *, interrupted: str) -> None:
    """Run a command line; ends the process where it fails.

    Args:
        app: Its commands.
        name: How the user called it, for the help.
        interrupted: What Ctrl-C leaves behind, and how to go on.
    """
    try:
        app(prog_name=name)
    except LabError as error:
        hint = f"\n  {error.hint}" if error.hint else ""
        sys.stderr.write(f"lab: {error.message}{hint}\n")
        sys.exit(error.exit_code)
    except SystemExit as end:  # Typer has made one of Ctrl-C, and says nothing
        if end.code == INTERRUPTED:
            sys.stderr.write(f"lab: interrupted; {interrupted}\n")
        raise
