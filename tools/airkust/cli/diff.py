"""airkust diff: what applying an overlay would do to the cluster.

What runs before the connection is begun needs little; the rest is imported while kubectl starts.
"""

# ruff: noqa: PLC0415

import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from airkust.cli.diff_question import Question
from airkust.cli.diff_reporting import Telling
from airkust.cli.diff_source import Source, source
from airkust.cli.inputs import Input, choose
from airkust.cli.parallel import meanwhile
from airkust.errors import AirkustError, ClusterFailed, ToolFailed, ToolMissing, UsageError
from airkust.workspace import settings


def run(arguments: Sequence[str], question: Question, telling: Telling) -> int:
    """Compare and report; returns the exit code.

    Raises:
        AirkustError: The input cannot be read, or the cluster cannot be asked at all. Its exit code is 2.
    """
    if question.every and not sys.stdout.isatty():
        raise UsageError("--watch needs a terminal", hint="for a file or a pipe compare once")
    inputs = _inputs(arguments)
    try:
        with source(question.place) as live:
            return _compared(inputs, question, live, telling)
    except (ToolMissing, ToolFailed) as error:  # whose 3 means a failed gate here
        raise ClusterFailed(error.message, hint=error.hint) from error
    except AirkustError:
        raise
    except Exception as error:  # noqa: BLE001 -- exit code 1 would mean "different"; the message may quote
        raise _bug(error) from None


def _compared(inputs: Sequence[Input], question: Question, live: Source, telling: Telling) -> int:
    from airkust.cli.gather import gather

    with meanwhile(lambda: gather(inputs)) as gathered:
        from airkust.cli.diff_round import Round  # while kustomize runs

        code = Round(question, live, telling).run(gathered())
    while question.every:
        time.sleep(question.every)
        code = Round(question, live, telling).run(gather(inputs))
    return code


def _bug(error: Exception) -> ClusterFailed:
    """A fault of ours: where it happened, without a word of what was compared."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return ClusterFailed(
        f"airkust itself failed: {type(error).__name__} at {places}", hint="please report this line"
    )


def _inputs(arguments: Sequence[str]) -> tuple[Input, ...]:
    """What to compare: a cluster rarely runs all overlays of a project, so that several must be named."""
    found = choose(arguments, settings.load(Path.cwd()))
    if not arguments and len(found) > 1:
        names = " or ".join(each.name for each in found)
        raise UsageError("which overlay does the cluster run?", hint=f"name it: {names}")
    return found
