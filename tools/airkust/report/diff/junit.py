"""How does a comparison look to a test report of GitLab, Jenkins or Azure?

A suite per input, a test per object: it fails by a consequence that a gate forbids; one that could not be
compared is an error.
See: https://docs.gitlab.com/ci/testing/unit_test_reports/
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.diff.impact import Gate, Impact
from airkust.model.resource import ResourceId
from airkust.report.diff import values, words
from airkust.report.diff.visible import flat
from airkust.report.words import counted
from airkust.report.xml_text import attribute, text

EVERY_GATE = frozenset(Gate)


@dataclass(frozen=True, slots=True)
class _Test:
    """One object, or what went wrong besides all of them."""

    name: str
    failures: tuple[Impact, ...] = ()
    error: str = ""
    told: tuple[str, ...] = ()


def render(comparisons: Sequence[Comparison], *, now: datetime, gates: frozenset[Gate] = EVERY_GATE) -> str:
    """The report. Ends in a newline.

    Args:
        comparisons: One per input.
        now: For the ages of things.
        gates: Whose consequences are failures; others are said, but fail no test.
    """
    suites = [(each.input, list(_tests(each, now, gates))) for each in comparisons]
    tests = [test for _, each in suites for test in each]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="airkust diff"{_totals(tests)}>']
    for name, each in suites:
        time = f"{words.zoned(now):%Y-%m-%dT%H:%M:%S}"
        lines.append(f'  <testsuite name="{attribute(name)}"{_totals(each)} timestamp="{time}">')
        for test in each:
            lines.extend(_case(test, name))
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _tests(comparison: Comparison, now: datetime, gates: frozenset[Gate]) -> Iterator[_Test]:
    impacts = defaultdict[ResourceId, list[Impact]](list)
    for impact in comparison.impacts:
        impacts[impact.subject].append(impact)
    for each in comparison.objects:
        told = (f"{each.fate}", *_told(each, now, comparison.against.base))
        error = flat(each.error) or "could not be compared" if each.fate is Fate.FAILED else ""
        found = impacts.pop(each.id, [])
        yield _test(words.name(each.id), found, gates, error, () if each.fate is Fate.SAME else told)
    for subject, found in impacts.items():
        yield _test(words.name(subject), found, gates, "", ())
    for number, error in enumerate(comparison.errors, start=1):
        yield _Test(f"what could not be looked at, {number}", error=flat(error))


def _test(
    name: str, impacts: Sequence[Impact], gates: frozenset[Gate], error: str, told: tuple[str, ...]
) -> _Test:
    failures = tuple(each for each in impacts if each.gate in gates)
    others = (_consequence(each) for each in impacts if each.gate not in gates)
    return _Test(name, failures, error, (*told, *others))


def _told(each: ObjectDiff, now: datetime, base: str) -> Iterator[str]:
    if each.approximate:
        yield f"approximate: {flat(each.approximate)}"
    for change in each.changes:
        for leaf in words.leaves(change):
            said = f"{values.field(leaf)} [{leaf.kind}]: {values.one_line(leaf) or '…'}"
            cause = words.cause(leaf, now, base)
            yield f"{said}  {cause}" if cause else said


def _consequence(impact: Impact) -> str:
    return f"{impact.severity}: {words.consequence(impact)}"


def _totals(tests: Sequence[_Test]) -> str:
    errors = sum(bool(test.error) for test in tests)
    failed = sum(bool(test.failures) and not test.error for test in tests)
    return f' tests="{len(tests)}" failures="{failed}" errors="{errors}" skipped="0"'


def _case(test: _Test, suite: str) -> Iterator[str]:
    opened = f'    <testcase classname="{attribute(suite)}" name="{attribute(test.name)}"'
    if not (test.failures or test.error or test.told):
        yield f"{opened}/>"
        return
    yield f"{opened}>"
    if test.error:
        yield f'      <error message="{attribute(test.error)}" type="failed"/>'
    elif test.failures:
        names = ", ".join(sorted({str(each.gate) for each in test.failures}))
        message = f"{counted(len(test.failures), 'consequence')} ({names})"
        said = "\n".join(_with_fix(each) for each in test.failures)
        yield f'      <failure message="{message}" type="{test.failures[0].gate}">{text(said)}</failure>'
    if test.told:
        told = "\n".join(test.told)
        yield f"      <system-out>{text(told)}</system-out>"
    yield "    </testcase>"


def _with_fix(impact: Impact) -> str:
    said = _consequence(impact)
    return f"{said}\nfix: {flat(impact.fix)}" if impact.fix else said
