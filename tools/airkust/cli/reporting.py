"""How does a result reach the user, and which exit code follows from it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from airkust.cli.delivery import deliver
from airkust.cli.gather import Gathered, SourceReader
from airkust.cli.options import ColorChoice, OutputFormat
from airkust.cli.outputs import Output
from airkust.cli.terminal import note, wants_color
from airkust.model.finding import Severity
from airkust.model.result import CheckResult
from airkust.report import github, json, junit, markdown, text

EXIT_CLEAN = 0
EXIT_FINDINGS = 1


@dataclass(frozen=True, slots=True)
class Judged:
    """An input, and what one stage said of it.

    Attributes:
        stage: What judged it and how long that took, as the summary says it.
    """

    gathered: Gathered
    result: CheckResult
    stage: str


@dataclass(frozen=True, slots=True)
class Report:
    """How the user wants to be told.

    Attributes:
        outputs: At most one of them goes to standard output.
        fail_on: The mildest severity that makes the exit code 1.
    """

    outputs: Sequence[Output[OutputFormat]]
    color: ColorChoice
    fail_on: Severity
    verbose: bool
    quiet: bool

    def tell(self, judged: Sequence[Judged]) -> int:
        """Write the reports, sum up the stages on standard error, and return the exit code.

        Raises:
            UsageError: A file cannot be written.
        """
        results = [each.result for each in judged]
        written = [
            # the name of a file need not be UTF-8
            (output.file, self._document(output, judged).encode(errors="replace"))
            for output in self.outputs
        ]
        deliver(written)
        if not self.quiet:
            width = max(len(each.result.input) for each in judged)
            for each in judged:
                note(_summary(each, width))
        worst_first = list(Severity)
        counted = worst_first[: worst_first.index(self.fail_on) + 1]
        failed = any(result.count(severity) for result in results for severity in counted)
        return EXIT_FINDINGS if failed else EXIT_CLEAN

    def _document(self, output: Output[OutputFormat], judged: Sequence[Judged]) -> str:
        results = [each.result for each in judged]
        match output.form:
            case OutputFormat.JSON:
                return json.render(results)
            case OutputFormat.JUNIT:
                return junit.render(results, fail_on=self.fail_on)
            case OutputFormat.GITHUB:
                return github.render(results)
            case OutputFormat.MARKDOWN:
                return markdown.render(results)
            case OutputFormat.SARIF:
                # slow to import, and it needs all rules, which validation does not
                from importlib.metadata import version  # noqa: PLC0415

                from airkust.report import sarif  # noqa: PLC0415

                read = SourceReader([each.gathered for each in judged])
                renderings = [each.gathered.rendering for each in judged]
                return sarif.render(results, version=version("airkust"), read=read, renderings=renderings)
            case OutputFormat.TEXT:
                colored = output.file is None and wants_color(self.color)
                return text.render(results, color=colored, verbose=self.verbose)


def _summary(judged: Judged, width: int) -> str:
    """One line: the input, its stages with their times, its size, its verdict."""
    gathered, result = judged.gathered, judged.result
    first = "read" if gathered.input.is_rendered else "build"
    counts = [_counted(result.count(severity), severity) for severity in Severity if result.count(severity)]
    hidden = {"waived": len(result.waived), "in the baseline": len(result.baselined)}
    verdict = [*(counts or ["ok"]), *(f"{number} {what}" for what, number in hidden.items() if number)]
    return "  ".join(
        (
            f"{result.input:{width}}",
            f"{first} {gathered.seconds:.2f} s",
            judged.stage,
            _counted(result.objects, "object"),
            ", ".join(verdict),
        )
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 or noun == Severity.INFO else f"{count} {noun}s"
