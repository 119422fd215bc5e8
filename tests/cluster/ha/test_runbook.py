"""Do the commands of the runbook work on a healthy ha-prod, as they stand there?

Those that only look are run. What breaks, changes or waits for something is left out, by the words below.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.kubectl import ROOT, Kubectl

BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LEFT_OUT = re.compile(
    r"(?<=[ =])NODE\b|\b(apply|create job|diff|drain|patch|port-forward|scale|taint)\b"
    r"|job/cleanup-now|--watch|--previous --tail 20"
)
# A search that finds nothing is good news at 3 a.m., not an error.
PRELUDE = 'grep() { command grep "$@" || [ $? = 1 ]; }\n'
LONGEST = 300  # seconds until a block of commands counts as hung


def blocks() -> list[str]:
    """The blocks of commands, without the lines that are left out."""
    found = BLOCK.findall((ROOT / "docs" / "runbook.md").read_text())
    lines = ([line for line in block.splitlines() if not LEFT_OUT.search(line)] for block in found)
    return ["\n".join(looking) for looking in lines if looking]


BLOCKS = blocks()
[HELPERS] = [block for block in BLOCKS if block.startswith("sql() {")]
[EVIDENCE] = [block for block in BLOCKS if block.startswith("mkdir evidence")]


def said(block: str, kubectl: Kubectl, folder: Path) -> str:
    """Run commands as somebody would who has pasted them into a shell; what they print."""
    path = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ["PATH"]])
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"{PRELUDE}{HELPERS}\n{block}"],
        cwd=folder, env=os.environ | {"KUBECONFIG": str(kubectl.kubeconfig), "PATH": path},
        capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.parametrize("block", [block for block in BLOCKS if block not in {HELPERS, EVIDENCE}])
def test_the_commands_end_well(block: str, airflow: AirflowApi, applied: Kubectl, tmp_path: Path) -> None:
    said(block, applied, tmp_path)


def test_the_evidence_for_a_report_holds_no_secret(
    airflow: AirflowApi, applied: Kubectl, tmp_path: Path
) -> None:
    assert said(EVIDENCE, applied, tmp_path) == ""
