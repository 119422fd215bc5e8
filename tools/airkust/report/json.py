"""How does a result look to a program?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any, Final

from airkust.model.finding import Finding, Severity
from airkust.model.fingerprint import Fingerprint
from airkust.model.resource import ResourceId, Source
from airkust.model.result import CheckResult, Outcome, Waived

SCHEMA: Final = "airkust/check/v1"
"""Fields may be added under this name; one that changes its meaning or goes makes a v2."""


def render(results: Sequence[CheckResult]) -> str:
    """The document described by `check-v1.schema.json` beside this file. Ends in a newline."""
    document = {
        "schema": SCHEMA,
        "findings": [_finding(result, finding) for result in results for finding in result.findings],
        "rules": [
            {
                "input": result.input,
                "rule": rule.rule,
                "outcome": rule.outcome,
                "reason": "; ".join(rule.reasons),
            }
            for result in results
            for rule in result.rules
        ],
        "waived": [_waived(result, waived) for result in results for waived in result.waived],
        "baseline": {
            "hidden": [_finding(result, finding) for result in results for finding in result.baselined],
            "gone": [_gone(result, entry) for result in results for entry in result.gone],
        },
        "summary": {
            "inputs": [_summary(result) for result in results],
            "findings": {
                severity: sum(result.count(severity) for result in results) for severity in Severity
            },
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON schema of what `render` writes."""
    text = resources.files(__package__).joinpath("check-v1.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _finding(result: CheckResult, finding: Finding) -> Mapping[str, object]:
    return {
        "input": result.input,
        "rule": finding.rule,
        "severity": finding.severity,
        "subject": _identity(finding.subject),
        "message": finding.message,
        "field": finding.field,
        "source": _source(finding.source),
        "fix": finding.fix,
        "related": [_identity(related) for related in finding.related],
        "fixes": [{"field": edit.field, "value": edit.value} for edit in finding.edits],
    }


def _waived(result: CheckResult, waived: Waived) -> Mapping[str, object]:
    waiver = waived.waiver
    return {
        **_finding(result, waived.finding),
        "waiver": {"reason": waiver.reason, "owner": waiver.owner, "until": waiver.until},
    }


def _gone(result: CheckResult, entry: Fingerprint) -> Mapping[str, object]:
    return {"input": result.input, **asdict(entry)}


def _identity(identity: ResourceId) -> Mapping[str, str]:
    return {
        "apiGroup": identity.api_group,
        "kind": identity.kind,
        "namespace": identity.namespace,
        "name": identity.name,
    }


def _source(source: Source | None) -> Mapping[str, object] | None:
    return None if source is None else {"file": source.file, "line": source.line}


def _summary(result: CheckResult) -> Mapping[str, object]:
    return {
        "input": result.input,
        "objects": result.objects,
        "findings": {severity: result.count(severity) for severity in Severity},
        "rules": {outcome: sum(rule.outcome is outcome for rule in result.rules) for outcome in Outcome},
        "waived": len(result.waived),
        "baselined": len(result.baselined),
    }
