"""How does a result look to code scanning? As SARIF 2.1.0.

See: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
     https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from airkust.model.finding import Finding
from airkust.model.fingerprint import fingerprint
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId, Source
from airkust.model.result import CheckResult, Waived
from airkust.parse import ReadSource
from airkust.report import words
from airkust.report.line_edits import replacement
from airkust.report.sarif_places import (
    FINGERPRINT,
    LEVELS,
    SCHEMA,
    Object,
    address,
    physical,
    qualified,
    resource,
)
from airkust.rules import EVERY_RULE, Described

Places = Mapping[tuple[str, ResourceId], Source | None]
"""Where an object of an input stands."""


def render(
    results: Sequence[CheckResult], *, version: str, read: ReadSource, renderings: Sequence[Rendering] = ()
) -> str:
    """One run for all inputs. Ends in a newline.

    Waived findings and those of a baseline are in it, suppressed; undecided rules are notifications.

    Args:
        results: One per input.
        version: That of airkust.
        read: Gives the bytes of a source file, to say where a fix goes.
        renderings: What was judged, to say where related objects stand.
    """
    told = [*_told(results)]
    names = {rule.rule for result in results for rule in result.rules} | {each.rule for _, each, _ in told}
    rules = [_rule(name, [each for _, each, _ in told if each.rule == name]) for name in sorted(names)]
    places = {(each.name, found.id): found.source for each in renderings for found in each}
    positions = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "airkust", "semanticVersion": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": list(_notifications(results))}
        ],
        "results": [
            {**_result(name, each, positions[each.rule], read, places), **suppression}
            for name, each, suppression in told
        ],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _told(results: Sequence[CheckResult]) -> Iterator[tuple[str, Finding, Object]]:
    """The input of every finding, the finding, and what SARIF calls its suppressions."""
    for result in results:
        for finding in result.findings:
            yield result.input, finding, {}
        for waived in result.waived:
            yield result.input, waived.finding, {"suppressions": [_waived(waived)]}
        for finding in result.baselined:
            by_baseline = {"kind": "external", "status": "accepted", "justification": "in the baseline"}
            yield result.input, finding, {"suppressions": [by_baseline], "baselineState": "unchanged"}


def _waived(waived: Waived) -> Object:
    return {
        "kind": "inSource" if waived.waiver.on_object else "external",
        "status": "accepted",
        "justification": words.permission(waived),
    }


def _rule(name: str, findings: Sequence[Finding]) -> Object:
    described = next((rule for rule in EVERY_RULE if rule.name == name), None)
    if described is not None:
        return _described(described)
    return {  # validation: its findings say all there is to say
        "id": name,
        "shortDescription": {"text": name.replace("-", " ").capitalize()},
        "defaultConfiguration": {"level": LEVELS[findings[0].severity] if findings else "none"},
    }


def _described(rule: Described) -> Object:
    doc = rule.doc
    text = "\n\n".join(filter(None, (f"Why: {doc.why}", f"Fix: {doc.fix}", *doc.see)))
    parts = (f"**Why.** {doc.why}", f"**Fix.** {doc.fix}", *(f"<{reference}>" for reference in doc.see))
    return {
        "id": rule.name,
        "shortDescription": {"text": doc.summary},
        "fullDescription": {"text": doc.why},
        "help": {"text": text, "markdown": "\n\n".join(filter(None, parts))},
        **({"helpUri": doc.see[0]} if doc.see else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.family, f"profile-{rule.profile}"]},
    }


def _result(name: str, finding: Finding, rule: int, read: ReadSource, places: Places) -> Object:
    fix = _fix(finding, read)
    related = [
        {
            "id": number,
            "message": {"text": str(identity)},
            **physical(name, places.get((name, identity))),
            "logicalLocations": [resource(identity)],
        }
        for number, identity in enumerate(finding.related, start=1)
    ]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": words.sentence(finding)},
        "locations": [{**physical(name, finding.source), "logicalLocations": list(_logical(finding))}],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {FINGERPRINT: fingerprint(finding).digest},
        **({"fixes": [fix]} if fix else {}),
    }


def _logical(finding: Finding) -> Iterator[Object]:
    yield resource(finding.subject)
    if finding.field:
        name = f"{qualified(finding.subject)}/{finding.field}"
        yield {"name": finding.field, "fullyQualifiedName": name, "kind": "member"}


def _fix(finding: Finding, read: ReadSource) -> Object | None:
    """Only where one line of a file is all that changes: SARIF cannot say it otherwise."""
    source = finding.source
    if source is None or not source.is_local_file:
        return None
    change = replacement(finding, read)
    if change is None:
        return None
    region = {"startLine": source.line, "startColumn": change.start, "endColumn": change.end}
    replaced = {"deletedRegion": region, "insertedContent": {"text": change.text}}
    return {
        "description": {"text": f"Set {finding.field} to {change.text}."},
        "artifactChanges": [{"artifactLocation": {"uri": address(source.file)}, "replacements": [replaced]}],
    }


def _notifications(results: Sequence[CheckResult]) -> Iterator[Mapping[str, object]]:
    for result in results:
        for rule in words.undecided(result):
            message = f"{result.input}: {rule.rule} {words.want(rule)}"
            yield {"associatedRule": {"id": rule.rule}, "level": "note", "message": {"text": message}}
