"""Which arguments and options do the commands share, and how are they explained?"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from airkust.model.finding import Severity
from airkust.model.profile import Profile


class OutputFormat(StrEnum):
    """For whom a report is written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    MARKDOWN = "markdown"


class ListFormat(StrEnum):
    """For whom a list is written."""

    TEXT = "text"
    JSON = "json"


class ColorChoice(StrEnum):
    """When a report is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def rule_names(incomplete: str) -> list[str]:
    """The rules whose names begin so, for the shell. Reads file names: importing the rules takes longer."""
    files = (Path(__file__).parents[1] / "rules").glob("*/[!_]*.py")
    names = (file.stem.replace("_", "-") for file in files)
    return sorted(name for name in names if name.startswith(incomplete))


Overlays = Annotated[
    list[str] | None,
    typer.Argument(metavar="OVERLAY...", help="Overlay directories. None: those of airkust.toml."),
]
Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT...",
        help="Overlay directories, files of rendered manifests, or - for standard input. "
        "None: the overlays of airkust.toml.",
    ),
]
ReportFile = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The page to write, in place of one that is there. - for standard output.",
    ),
]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[=FILE]",
        help=f"The form of the report: {', '.join(OutputFormat)}. With a file it is written there. "
        "May be repeated; one may go to standard output.  [default: text]",
        autocompletion=lambda incomplete: [name for name in OutputFormat if name.startswith(incomplete)],
    ),
]
ListOutput = Annotated[ListFormat, typer.Option("--output", "-o", help="The form of the list.")]
FailOn = Annotated[Severity, typer.Option(help="Exit 1 from findings of this severity up.")]
Color = Annotated[ColorChoice, typer.Option(help="auto: on a terminal, unless the variable NO_COLOR is set.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Also say what passed and what was skipped.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No line per input and stage.")]
KubernetesVersion = Annotated[
    str | None,
    typer.Option(
        metavar="MINOR",
        help="The Kubernetes to validate for, for instance 1.37. "
        "Default: that of airkust.toml, else the newest known.",
    ),
]
SchemaDir = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR",
        help="Schemas of custom resources, as GROUP/KIND_VERSION.json or KIND-GROUP-VERSION.json, "
        "all in lower case. May be repeated.",
    ),
]
ProfileOption = Annotated[
    Profile | None,
    typer.Option(
        help="How much the manifests promise; each includes those before it. "
        "Default: that of airkust.toml, else ha.",
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULE",
        help="Run this rule, whatever its profile. May be repeated.",
        autocompletion=rule_names,
    ),
]
Skip = Annotated[
    list[str] | None,
    typer.Option(metavar="RULE", help="Do not run this rule. May be repeated.", autocompletion=rule_names),
]
RuleName = Annotated[
    str | None, typer.Argument(metavar="RULE", help="None: list all rules.", autocompletion=rule_names)
]
FactsOption = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        metavar="FILE",
        help="What the site knows and no manifest says: zones, database limits, the longest task. "
        "Default: the ha.yaml in an overlay's directory.",
    ),
]
ExternalOption = Annotated[
    list[str] | None,
    typer.Option(
        "--external",
        metavar="KIND/NAME",
        help="An object the site makes itself, for instance Secret/airflow-secrets. May be repeated. "
        "It then names all of them, together with those of airkust.toml.",
    ),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Count only findings that this file does not hold. Default: the baseline that airkust.toml "
        "names for the overlay.",
    ),
]
WriteBaseline = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the present findings to this file: from now on they are known."),
]
FixPreview = Annotated[
    bool,
    typer.Option(
        "--fix-preview", help="Print Kustomize patches for what can be computed instead of a report."
    ),
]
