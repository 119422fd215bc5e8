"""What would each fault cost, as far as the manifests and the stated facts tell?"""

from collections.abc import Iterator

from airkust.report.html.away import database_away, execution_api_away, poolers_away
from airkust.report.html.changes import drain, rollout
from airkust.report.html.fault import Fault
from airkust.report.html.losses import node_lost, pod_lost, zone_lost
from airkust.report.html.members import Members
from airkust.report.html.places import Places


def faults(members: Members, places: Places) -> Iterator[Fault]:
    """One after the other, the small ones first; none where no component of Airflow is rendered."""
    if not members.all:
        return
    yield pod_lost(members)
    yield node_lost(members, places)
    yield zone_lost(members, places)
    yield drain(members, places)
    yield rollout(members, places)
    if not members.rendering.airflow.predates_3:
        yield execution_api_away(members)
    yield from poolers_away(members)
    yield database_away(members)
