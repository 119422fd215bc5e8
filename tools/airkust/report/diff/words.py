"""How are counts, ages, causes and objects of a comparison said, the same in every report?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from airkust.diff.change import CauseKind, Change
from airkust.diff.comparison import Comparison, Fate, ObjectDiff, SettingChange
from airkust.diff.impact import Impact, ImpactKind
from airkust.model.resource import ResourceId
from airkust.report.diff.visible import flat, listed

MINUTE, HOUR, DAY = 60, 3600, 86400
YEAR = 365 * DAY
FATES = (Fate.RECREATED, Fate.CHANGED, Fate.CREATED, Fate.ORPHANED, Fate.FAILED, Fate.SAME)
"""In the order in which they are counted."""

CLIENT_SIDE = "kubectl-client-side-apply"

FEW = 5


def summary(comparison: Comparison) -> str:
    """For instance `2 changed, 1 created, 57 same; 1 restarts; 1 drifted by hand`."""
    parts = [", ".join(f"{number} {fate}" for fate, number in fates(comparison) if number) or "no objects"]
    if restarts := len({each.subject for each in comparison.impacts if each.kind is ImpactKind.ROLLOUT}):
        parts.append(f"{restarts} {'restarts' if restarts == 1 else 'restart'}")
    if drifted := sum(has_drifted(each) for each in comparison.objects):
        parts.append(f"{drifted} drifted by hand")
    if not comparison.differs and comparison.complete:
        parts.insert(0, "no differences")
    if not comparison.complete:
        parts.append("incomplete")
    return "; ".join(parts)


def fates(comparison: Comparison) -> Iterator[tuple[Fate, int]]:
    """How many objects there are of each fate."""
    for fate in FATES:
        yield fate, sum(each.fate is fate for each in comparison.objects)


def has_drifted(each: ObjectDiff) -> bool:
    """Whether somebody changed a field of it in the cluster."""
    return any(
        leaf.cause is not None and leaf.cause.kind is CauseKind.DRIFT
        for change in each.changes
        for leaf in leaves(change)
    )


def leaves(change: Change) -> Iterator[Change]:
    """The change, or those inside its documents, with what is known of the whole document."""
    if not change.inner:
        yield change
    for inner in change.inner:
        known = replace(inner, cause=inner.cause or change.cause, standing=inner.standing or change.standing)
        yield from leaves(known)


def name(identity: ResourceId) -> str:
    """For instance `Deployment/airflow-scheduler in airflow`."""
    return flat(f"{identity} in {identity.namespace}" if identity.namespace else str(identity))


def against(comparison: Comparison, now: datetime) -> str:
    """What it was compared with, and how old that is."""
    beside = comparison.against
    version = f" ({beside.version})" if beside.version else ""
    if beside.snapshot:
        said = f"snapshot {beside.snapshot} of {beside.cluster}{version}, taken {moment(beside.at, now)}"
    else:
        said = f"cluster {beside.cluster}{version}, read {moment(beside.at, now)}"
    return flat(f"{said}; base {beside.base}" if beside.base else said)


def cause(change: Change, now: datetime, base: str = "") -> str:
    """Who is behind a change, for instance `drift: kubectl edit, 3 days ago (2026-01-02 03:04 UTC)`.

    Args:
        change: What it is about.
        now: When the report is made.
        base: The revision of the three-point view.
    """
    parts, of = [], change.cause
    if of is not None:
        who = [manager(of.manager)] if of.manager and of.kind is not CauseKind.GIT else []
        when = [moment(of.at, now)] if of.at and of.kind is not CauseKind.GIT else []
        kind = "cause unknown" if of.kind is CauseKind.UNKNOWN else str(of.kind)
        detail = ", ".join([*who, *when])
        parts.append(f"{kind}: {detail}" if detail else kind)
        parts.append(of.note)
    if change.standing:
        parts.append(f"already so at {base or 'the base'}: would be reverted")
    return flat("; ".join(filter(None, parts)))


def manager(field_manager: str) -> str:
    """Who wrote: the command of kubectl that somebody typed, every other manager by its own name."""
    if field_manager == CLIENT_SIDE:
        return "kubectl apply"
    command, dash, verb = field_manager.partition("-")
    return f"kubectl {verb}" if command == "kubectl" and dash else field_manager


def moment(at: datetime, now: datetime) -> str:
    """For instance `3 days ago (2026-01-02 03:04 UTC)`."""
    return f"{age(at, now)} ({utc(at)})"


def utc(at: datetime) -> str:
    """A time to the minute; without a zone it is taken for UTC."""
    return f"{zoned(at):%Y-%m-%d %H:%M} UTC"


def age(at: datetime, now: datetime) -> str:
    """How long ago a time is."""
    seconds = (zoned(now) - zoned(at)).total_seconds()
    if seconds < -MINUTE:
        return "in the future"  # of a clock that is not ours
    for length, noun in ((YEAR, "year"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if number := int(seconds // length) if seconds >= length else 0:
            return f"{number} {noun}{'' if number == 1 else 's'} ago"
    return "just now"


def duration(seconds: tuple[float, float]) -> str:
    """A range, for instance `30 s to 10 min`."""
    least, most = map(_rounded, seconds)
    return least if least == most else f"{least} to {most}"


def consequence(impact: Impact) -> str:
    """What happens, on one line, after the subject."""
    return flat(impact.message)


def because(impact: Impact) -> str:
    """The objects that bring it about; "" where none is named."""
    return flat(listed(map(str, impact.because), FEW))


def setting(change: SettingChange) -> str:
    """For instance `[core] parallelism`."""
    return flat(f"[{change.section}] {change.key}")


def setting_value(value: str | None) -> str:
    """A setting's value on one line."""
    return "unset" if value is None else flat(value) or '""'


def components(change: SettingChange) -> str:
    """Where a setting takes effect."""
    return flat(", ".join(change.components))


def _rounded(seconds: float) -> str:
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / MINUTE:.0f} min" if seconds < 2 * HOUR else f"{seconds / HOUR:.1f} h"


def zoned(at: datetime) -> datetime:
    """The time in UTC; without a zone it is taken for that."""
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
