"""Which commands are there, with which options? The work of each is in the module of its name.

That module is imported only when its command runs: `--help` must not load YAML, rules and schemas.
"""

from pathlib import Path
from typing import Annotated

import typer

from airkust.cli import diff_options, options, secrets_options
from airkust.cli.options import ColorChoice, ListFormat, OutputFormat
from airkust.cli.secrets_options import SecretForm
from airkust.model.finding import Severity

app = typer.Typer(
    help="Build, validate, check and diff Apache Airflow on Kubernetes.",
    epilog="Exit codes: 0 clean, 1 findings, 2 wrong usage, settings or manifests, 3 a tool is missing "
    "or failed, 130 interrupted. `diff` has its own.",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich costs more time than everything else --help does
    pretty_exceptions_enable=False,  # they show local variables, which may hold Secrets
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 -- Typer calls it with one positional value
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 -- slow to import, rarely needed

        typer.echo(f"airkust {version('airkust')}")
        raise typer.Exit


@app.callback()
def airkust(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Build, validate, check and diff Apache Airflow on Kubernetes."""


@app.command()
def build(overlays: options.Overlays = None) -> None:
    """Print the manifests of overlays.

    Byte for byte what `kubectl kustomize OVERLAY` prints; several are separated by `---`.
    """
    from airkust.cli.build import run  # noqa: PLC0415 -- see above

    run(overlays or ())


@app.command()
def validate(
    inputs: options.Inputs = None,
    *,
    kubernetes_version: options.KubernetesVersion = None,
    schema_dir: options.SchemaDir = None,
    output: options.Output = None,
    fail_on: options.FailOn = Severity.ERROR,
    color: options.Color = ColorChoice.AUTO,
    verbose: options.Verbose = False,
    quiet: options.Quiet = False,
) -> None:
    """Check every object against the schema of a Kubernetes version.

    Strict: an unknown field is an error, and so is a kind without a schema. Works offline; the judge is
    kubeconform, which `airkust setup` installs.
    """
    from airkust.cli.outputs import outputs  # noqa: PLC0415 -- see above
    from airkust.cli.reporting import Report  # noqa: PLC0415 -- see above
    from airkust.cli.validate import run  # noqa: PLC0415 -- see above

    chosen = outputs(output or (), OutputFormat, default=OutputFormat.TEXT)
    report = Report(chosen, color, fail_on, verbose=verbose, quiet=quiet)
    raise typer.Exit(run(inputs or (), kubernetes_version, schema_dir or (), report))


@app.command()
def check(
    inputs: options.Inputs = None,
    *,
    profile: options.ProfileOption = None,
    only: options.Only = None,
    skip: options.Skip = None,
    external: options.ExternalOption = None,
    facts: options.FactsOption = None,
    baseline: options.Baseline = None,
    write_baseline: options.WriteBaseline = None,
    fix_preview: options.FixPreview = False,
    output: options.Output = None,
    fail_on: options.FailOn = Severity.ERROR,
    color: options.Color = ColorChoice.AUTO,
    verbose: options.Verbose = False,
    quiet: options.Quiet = False,
) -> None:
    """Find what would stop Airflow when something breaks.

    Works on any Airflow manifests, those of a Helm chart included: `helm template … | airkust check -`.
    """
    from airkust.cli.check import run  # noqa: PLC0415 -- see above
    from airkust.cli.outputs import outputs  # noqa: PLC0415 -- see above
    from airkust.cli.reporting import Report  # noqa: PLC0415 -- see above

    chosen = outputs(output or (), OutputFormat, default=OutputFormat.TEXT, fix_preview=fix_preview)
    report = Report(chosen, color, fail_on, verbose=verbose, quiet=quiet)
    code = run(
        inputs or (),
        profile=profile,
        only=only or (),
        skip=skip or (),
        external=external or (),
        facts=facts,
        baseline=baseline,
        write_baseline=write_baseline,
        fix_preview=fix_preview,
        report=report,
    )
    raise typer.Exit(code)


@app.command()
def report(
    overlay: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="An overlay directory, a file of rendered manifests, or - for standard input.",
        ),
    ],
    *,
    output: options.ReportFile = Path("airkust-report.html"),
    profile: options.ProfileOption = None,
    only: options.Only = None,
    skip: options.Skip = None,
    external: options.ExternalOption = None,
    facts: options.FactsOption = None,
    fail_on: options.FailOn = Severity.ERROR,
) -> None:
    """Write one page about an overlay: topology, what each fault costs, findings, configuration.

    The page is one HTML file that loads nothing else. Exit codes are those of `check`.
    """
    from airkust.cli.report import run  # noqa: PLC0415 -- see above

    code = run(
        overlay,
        file=output,
        profile=profile,
        only=only or (),
        skip=skip or (),
        external=external or (),
        facts=facts,
        fail_on=fail_on,
    )
    raise typer.Exit(code)


@app.command()
def diff(
    inputs: diff_options.Inputs = None,
    *,
    context: diff_options.Context = None,
    kubeconfig: diff_options.Kubeconfig = None,
    namespace: diff_options.Namespace = None,
    read_only: diff_options.ReadOnly = False,
    field_manager: diff_options.FieldManager = None,
    base: diff_options.Base = None,
    snapshot: diff_options.Snapshot = None,
    against: diff_options.Against = None,
    watch: diff_options.Watch = False,
    interval: diff_options.Interval = 10,
    fail_on: diff_options.FailOn = None,
    exit_zero: diff_options.ExitZero = False,
    explain_ignored: diff_options.ExplainIgnored = False,
    profile: options.ProfileOption = None,
    external: options.ExternalOption = None,
    facts: options.FactsOption = None,
    output: diff_options.Output = None,
    color: options.Color = ColorChoice.AUTO,
    quiet: diff_options.Quiet = False,
) -> None:
    """Say what applying an overlay would do to the running cluster: changes, who is behind them, restarts.

    Asks the API server by dry run and never changes anything. Secrets are masked. Exit codes: 0 the same,
    1 different, 2 an error or incomplete, 3 a gate of --fail-on.
    """
    from airkust.cli.diff import run  # noqa: PLC0415 -- see above
    from airkust.cli.diff_question import Place, Question  # noqa: PLC0415 -- see above
    from airkust.cli.diff_reporting import Telling, gates  # noqa: PLC0415 -- see above
    from airkust.cli.outputs import outputs  # noqa: PLC0415 -- see above
    from airkust.model.external import read_externals  # noqa: PLC0415 -- see above

    formats = diff_options.DiffFormat
    telling = Telling(
        outputs(output or (), formats, default=formats.TEXT),
        color,
        gates(fail_on or ()),
        explain_ignored=explain_ignored,
        quiet=quiet,
        exit_zero=exit_zero,
    )
    place = Place(context, kubeconfig, namespace, read_only, field_manager, against, quiet)
    made_elsewhere = read_externals(external or (), "--external")
    question = Question(place, base, snapshot, interval if watch else None, profile, made_elsewhere, facts)
    raise typer.Exit(run(inputs or (), question, telling))


@app.command()
def explain(rule: options.RuleName = None) -> None:
    """Say what a rule of `check` looks for, why, and how to mend it."""
    from airkust.cli.explain import run  # noqa: PLC0415 -- see above

    run(rule)


@app.command()
def rules(*, output: options.ListOutput = ListFormat.TEXT) -> None:
    """List the rules of `check`: name, severity, profile and family."""
    from airkust.cli.rules import run  # noqa: PLC0415 -- see above

    run(output)


@app.command()
def setup() -> None:
    """Install what airkust drives into its cache.

    Compiles kubeconform with Go, unless there is one, and prepares the schemas. Once per machine.
    """
    from airkust.cli.setup import run  # noqa: PLC0415 -- see above

    run()


secrets = typer.Typer(
    help="Make the Secrets that an overlay needs and never holds.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(secrets, name="secrets")


@secrets.command("init")
def secrets_init(
    overlay: secrets_options.Overlay,
    *,
    form: secrets_options.Form = SecretForm.MANIFEST,
    output: secrets_options.SecretOutput = None,
    connection_file: secrets_options.ConnectionFile = None,
    rotate: secrets_options.Rotate = None,
    drop_old_fernet_keys: secrets_options.DropOldFernetKeys = False,
    store: secrets_options.Store = None,
    show: secrets_options.Show = False,
) -> None:
    """Make the keys of an overlay once, or change one of them.

    Which Secrets: those that pods name, that are not rendered and, where airkust.toml declares external
    objects, are declared. Nothing is ever overwritten. docs/secrets.md is the guide.
    """
    if rotate or drop_old_fernet_keys:
        from airkust.cli.secret_rotation import rotate as change  # noqa: PLC0415 -- see above

        change(
            overlay,
            keys=rotate or (),
            drop_old=drop_old_fernet_keys,
            store=store,
            form=form,
            output=output,
            connection_file=connection_file,
        )
        return
    from airkust.cli.secrets import init  # noqa: PLC0415 -- see above

    init(overlay, form=form, output=output, connection_file=connection_file, store=store, show=show)
