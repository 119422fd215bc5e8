"""What follows from the differences?

Nothing of this is looked at, nor imported, where everything is the same.
"""

from collections.abc import Iterator, Sequence

from airkust.diff.airflow_settings import setting_changes
from airkust.diff.applier import applier
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.impact import Impact
from airkust.diff.impacts import impacts, key_impact, key_risks
from airkust.diff.impacts.autoscaling import autoscaling_impacts
from airkust.diff.impacts.drift import drift_impacts
from airkust.diff.impacts.kept import kept_fields
from airkust.diff.live import Live
from airkust.diff.masking import is_masked
from airkust.diff.site import Consequences, Site
from airkust.diff.state import Collected
from airkust.model.rendering import Rendering


def consequences(
    *,
    collected: Collected,
    others: Sequence[Live],
    before: Rendering,
    after: Rendering,
    objects: Sequence[ObjectDiff],
    site: Site,
) -> Consequences:
    """All of them.

    Args:
        collected: What the cluster said, secrets included.
        others: What lives and is not rendered; masked, as all that follows.
        before: What lives.
        after: What would be.
        objects: What becomes of each, in the order of `collected`, then those that are rendered no more.
        site: What else is known.
    """
    further = [
        *_of_keys(collected, objects),
        *_of_what_stays(collected, objects, site.manager),
        *autoscaling_impacts(after, collected.states, others),
        *drift_impacts(objects),
    ]
    found = impacts(
        before,
        after,
        objects,
        profile=site.profile,
        external=site.external,
        facts=site.facts,
        further=further,
    )
    return Consequences(found, setting_changes(before, after, objects))


def _of_keys(collected: Collected, objects: Sequence[ObjectDiff]) -> Iterator[Impact]:
    """What Secrets risk, looked at before they are masked; in a snapshot they are masked already."""
    others = {live.id: live for live in collected.others}
    for state, diff in zip(collected.states, objects, strict=False):
        live = state.live or (others.get(diff.previous) if diff.previous else None)
        if state.id.kind == "Secret" and live and not is_masked(live.body):
            for risk in key_risks(live.body, state.predicted or state.desired):
                yield key_impact(state.id, risk)


def _of_what_stays(
    collected: Collected, objects: Sequence[ObjectDiff], manager: str | None
) -> Iterator[Impact]:
    """Fields that git has dropped and that stay all the same."""
    for state, diff in zip(collected.states, objects, strict=False):
        if state.live and diff.fate is not Fate.FAILED:
            yield from kept_fields(state.unpacked(), applied_by=applier(state.live, manager))
