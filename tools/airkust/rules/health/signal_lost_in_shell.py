"""A shell stands between Kubernetes and Airflow and does not pass SIGTERM on.

Why: A shell that waits for its child keeps the signal to itself. Airflow hears nothing, and is killed when
    terminationGracePeriodSeconds are over: a scheduler leaves its tasks to be found as orphans, a triggerer
    its triggers to a timeout, an api-server breaks off its answers.
Fix: Write `exec` before the last command of the script, or take the shell away: `args: [airflow, scheduler]`.
    With a pipe behind it no exec helps; a shell function or a `trap` that kills the child does.
See: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow
    https://www.gnu.org/software/bash/manual/html_node/Signals.html
"""

import re
from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import CORE, SHELLS, Component
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

BEFORE, REST = r"(?P<exec>\bexec\s+[^;&|\n]*?)?(?:^|(?<=[\s;&|({/]))", r"\b[^;&|\n]*(?P<after>.*)"
REDIRECTION = re.compile(r"[0-9]*>&[0-9-]+|&>>?")
"""What has an `&` in it without ending a command."""

REPLACES_ITSELF = "bash"
"""Bash gives its place to the last command of `-c`, if that is a simple one; dash and busybox never do."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*CORE, Component.WEBSERVER, Component.WORKER)
    if not running:
        yield Skip("no component of Airflow is rendered")
    for found in running:
        for shell, script in _script(found):
            problem = keeps_signal(shell, script, found.words[0])
            if not problem:
                continue
            field = "command" if "command" in found.container.body else "args"
            yield Violation(
                found.workload.id,
                f"starts the {found.component} in {shell}, which {problem}: SIGTERM does not reach it",
                found.container.field_of(field),
            )


def keeps_signal(shell: str, script: str, command: str) -> str:
    """Why a shell stays before the Airflow that its script starts; "" where it gives its place to it.

    Measured with bash 5.2 and dash 0.5.12.

    Args:
        shell: Its name, for instance `bash`.
        script: What stands after `-c`.
        command: The word after `airflow`, for instance `scheduler`.
    """
    pattern = rf"{BEFORE}airflow\s+{re.escape(command)}{REST}"
    found = re.search(pattern, REDIRECTION.sub(" ", script.replace("\\\n", " ")), re.DOTALL)
    if found is None or "trap " in script:
        return ""
    after = found["after"].strip()
    if re.match(r"\|(?!\|)", after):
        return "waits for a pipe"
    if found["exec"]:
        return ""
    if after.strip(";\n ") and shell == REPLACES_ITSELF:
        return "goes on afterwards and waits"
    return "" if shell == REPLACES_ITSELF else "waits for it, without `exec`"


def _script(found: AirflowContainer) -> Iterator[tuple[str, str]]:
    """The shell and its script, where it is one that is told on the command line to start the component."""
    program, *rest = found.container.argv or ("",)
    shell = program.rsplit("/", 1)[-1]
    flags = [number for number, word in enumerate(rest) if re.fullmatch(r"-[a-z]*c", word)]
    if shell in SHELLS and found.words and flags:
        yield shell, " ".join(rest[flags[0] + 1 : flags[0] + 2])


RULE = Rule(name="signal-lost-in-shell", severity=Severity.WARNING, profile=Profile.HA, check=check)
