"""Which options does `airkust diff` have, and how are they explained?"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from airkust.diff.impact import Gate


class DiffFormat(StrEnum):
    """For whom a comparison is written."""

    TEXT = "text"
    SIDE_BY_SIDE = "side-by-side"
    UNIFIED = "unified"
    JSON = "json"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    JUNIT = "junit"
    HTML = "html"


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT...",
        help="Overlay directories, files of rendered manifests, or - for standard input. "
        "None: the overlay of airkust.toml, if it lists one.",
    ),
]
Context = Annotated[
    str | None, typer.Option(metavar="NAME", help="The context of the kubeconfig. Default: the current one.")
]
Kubeconfig = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Default: KUBECONFIG, else ~/.kube/config, as kubectl.")
]
Namespace = Annotated[
    str | None,
    typer.Option(
        "--namespace",
        "-n",
        metavar="NAME",
        help="Where objects go that name no namespace. Default: that of the context.",
    ),
]
ReadOnly = Annotated[
    bool,
    typer.Option(
        "--read-only", help="Send no dry run, only reads: needs no right to patch, and predicts by itself."
    ),
]
FieldManager = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Compare as if this manager applied. Default: the one that applied each object."
    ),
]
Snapshot = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Also write the live state to this file, secrets as keyed hashes."),
]
Against = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Compare with a snapshot and ask no cluster.")
]
Base = Annotated[
    str | None,
    typer.Option(
        metavar="REV",
        help="The git revision this change is made to: tells what differs already without the change.",
    ),
]
Watch = Annotated[
    bool, typer.Option("--watch", "-w", help="On a terminal: compare again and again, until ^C.")
]
Interval = Annotated[float, typer.Option(min=1, metavar="SECONDS", help="How often --watch compares.")]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[=FILE]",
        help=f"The form of the report: {', '.join(DiffFormat)}. With a file it is written there. "
        "May be repeated; one may go to standard output. unified is given to KUBECTL_EXTERNAL_DIFF where "
        "that is set.  [default: text]",
        autocompletion=lambda incomplete: [name for name in DiffFormat if name.startswith(incomplete)],
    ),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        metavar="GATE,...",
        help=f"Exit 3 if the change brings any of these: {', '.join(Gate)}. May be repeated.",
        autocompletion=lambda incomplete: [name for name in Gate if name.startswith(incomplete)],
    ),
]
ExplainIgnored = Annotated[
    bool, typer.Option("--explain-ignored", help="List the differences that are not shown, and why.")
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit 0 where there are differences.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No line per input, no progress.")]
