"""Do the consequences of one change come together, the worst first?"""

from tests.diff.impacts.sides import changed, in_document, production, sides

from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.diff.impacts import impacts
from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.resource import ResourceId

ALONE = in_document(production(), "Deployment", "airflow-scheduler", ("replicas: 2", "replicas: 1"))
SITE = """
apiVersion: v1
kind: Secret
metadata: {name: airflow-secrets, namespace: airflow}
data: {fernet-key: •••aa}
---
"""


def consequences(before: str, after: str, *further: Impact) -> tuple[Impact, ...]:
    found = sides(before, after)
    return impacts(found.before, found.after, found.objects, profile=Profile.HA, further=further)


def test_no_change_has_no_consequence() -> None:
    assert consequences(production(), production()) == ()


def test_the_worst_comes_first() -> None:
    found = consequences(
        production(),
        changed(ALONE, ("terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: 61")),
    )
    ranks = [[*Severity].index(impact.severity) for impact in found]
    assert (ranks, len(set(ranks)) > 1) == (sorted(ranks), True)


def test_a_replica_that_is_lost_is_said_once() -> None:
    found = consequences(production(), ALONE)
    assert [impact.kind for impact in found if impact.rule == "single-replica"] == [ImpactKind.RISK]


def test_what_was_found_elsewhere_is_among_them() -> None:
    drift = Impact(ImpactKind.DRIFT, ResourceId("Deployment", "x"), "by hand", Gate.DRIFT)
    assert drift in consequences(production(), ALONE, drift)


def test_a_secret_that_the_site_makes_changes_nothing() -> None:
    found = consequences(SITE + production(), production())
    assert {impact.kind for impact in found} == {ImpactKind.ORPHAN}
