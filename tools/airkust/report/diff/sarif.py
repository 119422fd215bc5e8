"""How does a comparison look to code scanning? As SARIF 2.1.0: a result per consequence and per object.

See: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.diff.impact import Impact, ImpactKind
from airkust.model.finding import Finding, Severity
from airkust.model.fingerprint import fingerprint
from airkust.model.resource import ResourceId, Source
from airkust.report.diff import summary, values, words
from airkust.report.diff.gist import gist
from airkust.report.diff.visible import flat, listed
from airkust.report.sarif_places import FINGERPRINT, LEVELS, SCHEMA, Object, physical, resource

FIELDS: Final = 10
"""Fields that are named of one object."""

OBJECTS: Final = {
    Fate.CREATED: "An object would be created",
    Fate.CHANGED: "An object would change",
    Fate.RECREATED: "An object would have to be deleted and made anew",
    Fate.ORPHANED: "An object runs that is rendered no more",
    Fate.FAILED: "An object could not be compared",
}
IMPACTS: Final = {
    ImpactKind.ROLLOUT: "Pods would be replaced",
    ImpactKind.RECREATE: "An object would have to be deleted and made anew",
    ImpactKind.STALE: "Pods would keep an old value",
    ImpactKind.GUARANTEE: "A guarantee of high availability would be lost",
    ImpactKind.RISK: "Something would be at risk",
    ImpactKind.AUTOSCALER: "An autoscaler works on the same field",
    ImpactKind.ORPHAN: "An object would be left over",
    ImpactKind.CONFLICT: "Another manager applies the same field",
    ImpactKind.DRIFT: "Somebody changed the cluster",
}


def render(comparisons: Sequence[Comparison], *, now: datetime, version: str) -> str:
    """One run for all inputs. Ends in a newline.

    Args:
        comparisons: One per input.
        now: When the run ended.
        version: That of airkust.
    """
    found = [(each, finding) for each in comparisons for finding in _findings(each)]
    names = list(dict.fromkeys(finding.rule for _, finding in found))
    invocation = {
        "executionSuccessful": all(each.complete for each in comparisons),
        "endTimeUtc": f"{words.zoned(now):%Y-%m-%dT%H:%M:%SZ}",
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": f"{flat(each.input)}: {error}"}}
            for each in comparisons
            for error in summary.failures(each)
        ],
    }
    run = {
        "tool": {"driver": {"name": "airkust", "semanticVersion": version, "rules": list(map(_rule, names))}},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(each, finding, names.index(finding.rule)) for each, finding in found],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _findings(comparison: Comparison) -> Iterator[Finding]:
    """Consequences and objects, as what code scanning knows."""
    sources = {each.id: each.source for each in comparison.objects if each.source}
    for impact in comparison.impacts:
        yield _consequence(impact, _source(impact, sources))
    for each in comparison.objects:
        if each.fate is not Fate.SAME:
            severity = Severity.ERROR if each.fate is Fate.FAILED else Severity.INFO
            yield Finding(f"diff-{each.fate}", severity, each.id, _told(each), "", "", each.source)


def _consequence(impact: Impact, source: Source | None) -> Finding:
    rule = impact.rule or f"diff-impact-{impact.kind}"
    message = words.consequence(impact)
    return Finding(
        rule, impact.severity, impact.subject, message, "", impact.fix, source, related=impact.because
    )


def _source(impact: Impact, sources: dict[ResourceId, Source]) -> Source | None:
    """Where the subject stands, else the first of what brings it about."""
    return next((sources[each] for each in (impact.subject, *impact.because) if each in sources), None)


def _told(each: ObjectDiff) -> str:
    match each.fate:
        case Fate.FAILED:
            return f"could not be compared: {flat(each.error)}"
        case Fate.CREATED:
            short = gist(each.id.kind, each.predicted)
            return f"would be created{f': {short}' if short else ''}"
        case Fate.ORPHANED:
            return "is rendered no more; it stays unless somebody prunes"
        case _:
            fields = (values.field(leaf) for change in each.changes for leaf in words.leaves(change))
            verb = "would be made anew" if each.fate is Fate.RECREATED else "would change"
            return f"{verb}: {listed(fields, FIELDS)}"


def _rule(name: str) -> Object:
    said = {f"diff-{fate}": text for fate, text in OBJECTS.items()}
    said |= {f"diff-impact-{kind}": text for kind, text in IMPACTS.items()}
    text = said.get(name) or flat(name).replace("-", " ").capitalize()  # a rule of `airkust check`
    return {"id": name, "shortDescription": {"text": text}}


def _result(comparison: Comparison, finding: Finding, rule: int) -> Object:
    fix = f" {flat(finding.fix)}" if finding.fix else ""
    place = {**physical(comparison.input, finding.source), "logicalLocations": [resource(finding.subject)]}
    related = [
        {"id": number, "message": {"text": str(each)}, "logicalLocations": [resource(each)]}
        for number, each in enumerate(finding.related, start=1)
    ]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{words.name(finding.subject)}: {finding.message}{fix}"},
        "locations": [place],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {FINGERPRINT: fingerprint(finding).digest},
    }
