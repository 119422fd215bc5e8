"""Which guarantee of high availability is lost, by the rules of `airkust check`?

What the rules find in what would be and did not find in what is live.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.model.finding import Finding, Severity
from airkust.model.fingerprint import fingerprint
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId

ON_MANIFESTS: Final = ("replicas-fixed-under-autoscaler",)
"""Rules about what manifests write, which a live object, with its defaults filled in, cannot tell."""


def guarantee_impacts(
    before: Rendering, after: Rendering, objects: Sequence[ObjectDiff], profile: Profile
) -> Iterator[Impact]:
    """One consequence for each new finding that is an error or a warning.

    Where nothing of Airflow runs yet, there is nothing to lose.

    Args:
        before: What is live, with the facts and external objects that `after` has.
        after: What would be.
        objects: The differences: about what could not be compared nothing is said.
        profile: Whose rules.
    """
    if not before.airflow.containers or not _differs(objects):
        return
    known = {fingerprint(finding) for finding in _findings(before, profile)}
    missing = {each.id for each in objects if each.fate is Fate.FAILED}
    for finding in _findings(after, profile):
        if fingerprint(finding) not in known and not _rests_on(finding, missing):
            yield _impact(finding)


def _differs(objects: Sequence[ObjectDiff]) -> bool:
    return any(each.fate in (Fate.CREATED, Fate.CHANGED, Fate.RECREATED, Fate.ORPHANED) for each in objects)


def _findings(rendering: Rendering, profile: Profile) -> Sequence[Finding]:
    """Those that fail a check, without what an annotation on an object allows."""
    from airkust import rules  # noqa: PLC0415 -- a hundred modules, and most comparisons find no difference

    if not rendering.resources:
        return ()
    result = rules.check(rendering, profile=profile, skip=ON_MANIFESTS)
    allowed = rules.on_objects(rendering)
    return [
        finding
        for finding in result.findings
        if finding.severity is not Severity.INFO
        and not any(waiver.meets(finding.rule, finding.subject) for waiver in allowed)
    ]


def _rests_on(finding: Finding, missing: Collection[ResourceId]) -> bool:
    """Whether a finding may be one only because an object could not be read."""
    about = {finding.subject, *finding.related}
    return any(each in about or str(each) in finding.message for each in missing)


def _impact(finding: Finding) -> Impact:
    return Impact(
        ImpactKind.GUARANTEE,
        finding.subject,
        finding.message,
        Gate.HA,
        finding.severity,
        because=tuple(each for each in finding.related if each != finding.subject),
        rule=finding.rule,
        fix=finding.fix,
    )
