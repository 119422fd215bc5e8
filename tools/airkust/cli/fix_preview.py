"""airkust check --fix-preview: what can be mended at once, as patches of a kustomization."""

from collections.abc import Sequence

from airkust.cli.gather import Gathered
from airkust.cli.terminal import emit, note
from airkust.model.result import CheckResult
from airkust.report.patches import preview


def show(gathered: Sequence[Gathered], results: Sequence[CheckResult]) -> None:
    """Print the patches, and say on standard error how far they go."""
    made = preview([(result, each.rendering) for each, result in zip(gathered, results, strict=True)])
    emit(made.text.encode())
    note(f"{_counted(made.mended)} mended by these patches, {made.left} without a computed patch")


def _counted(number: int) -> str:
    return f"{number} finding" if number == 1 else f"{number} findings"
