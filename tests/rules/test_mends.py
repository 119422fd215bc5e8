"""What a rule says would mend its bad case does: the real kustomize applies it, and the finding is gone."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.rules.cases import Case, cases

from airkust.model.finding import Finding
from airkust.model.result import CheckResult, Outcome
from airkust.parse import parse
from airkust.report.patches import preview
from airkust.workspace.programs import beside_python


def mendable(case: Case) -> CheckResult | None:
    """What is found in a case that has a computed mend; None for nothing."""
    result = case.judge()
    findings = tuple(finding for finding in result.findings if finding.edits)
    return replace(result, findings=findings) if findings else None


MENDABLE = [
    (case, result)
    for case in cases()
    if case.expected is Outcome.FAIL and (result := mendable(case)) is not None
]


def what(finding: Finding) -> tuple[str, str]:
    return str(finding.subject), finding.field


@pytest.mark.parametrize(("case", "result"), MENDABLE, ids=[str(case) for case, _ in MENDABLE])
def test_the_mend_of_a_bad_case_mends_it(case: Case, result: CheckResult, tmp_path: Path) -> None:
    data = case.path.read_bytes()
    rendering = parse(data, name=case.path.name)
    made = preview([(result, rendering)])
    left = {what(finding) for finding in result.findings if str(finding.subject) in by_hand(made.text)}
    (tmp_path / "case.yaml").write_bytes(data)
    (tmp_path / "kustomization.yaml").write_text(f"resources: [case.yaml]\n{made.text}", encoding="utf-8")
    argv = [str(beside_python("kubectl")), "kustomize", str(tmp_path)]
    built = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
    header = [line for line in data.decode().splitlines() if line.startswith("#")]
    mended = tmp_path / "bad.yaml"
    mended.write_text("\n".join([*header, built]), encoding="utf-8")
    after = {what(finding) for finding in Case(case.rule, mended).judge().findings}
    assert after & {what(finding) for finding in result.findings} <= left


def by_hand(text: str) -> str:
    """What the preview leaves to people."""
    return "\n".join(line for line in text.splitlines() if line.startswith("#   by hand: "))
