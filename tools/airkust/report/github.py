"""How does a result look in the log of GitHub Actions? As workflow commands, which it shows beside the lines.

See: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator, Mapping, Sequence

from airkust.model.finding import Finding, Severity
from airkust.model.resource import Source
from airkust.model.result import CheckResult
from airkust.report import words

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(results: Sequence[CheckResult]) -> str:
    """A command for each finding, the worst first: GitHub shows ten of each kind in a step.

    The undecided rules of an input are one notice; waived findings and those of a baseline are not said.
    Ends in a line for the log.
    """
    found = sorted((finding for result in results for finding in result.findings), key=_rank)
    lines = [_annotation(finding) for finding in found]
    lines += [_undecided(result) for result in results if any(words.undecided(result))]
    counts = ", ".join(text for _, text in words.severities(found))
    return "\n".join([*lines, f"airkust: {counts or 'no findings'}", ""])


def _rank(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def _annotation(finding: Finding) -> str:
    message = words.sentence(finding)
    if finding.fix:
        message += f"\nfix: {finding.fix}"
    where = dict(_where(finding.source))
    return _command(COMMANDS[finding.severity], {**where, "title": finding.rule}, message)


def _undecided(result: CheckResult) -> str:
    """One notice for all such rules: a site without its facts has many."""
    told = [f"{rule.rule} {words.want(rule)}" for rule in words.undecided(result)]
    title = f"{result.input}: {words.counted(len(told), 'rule')} undecided"
    return _command("notice", {"title": title}, "\n".join(told))


def _where(source: Source | None) -> Iterator[tuple[str, str]]:
    """Only a file that GitHub has: neither standard input nor one of another repository."""
    if source and source.is_local_file:
        yield "file", source.file
        if source.line is not None:
            yield "line", str(source.line)


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {said}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
