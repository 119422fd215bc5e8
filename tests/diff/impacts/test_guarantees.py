"""Do we say which guarantee a change takes away?"""

from dataclasses import replace

from tests.diff.impacts.sides import Sides, changed, in_document, production, sides, without

from airkust.diff.comparison import Fate
from airkust.diff.impact import Gate, Impact
from airkust.diff.impacts.guarantees import guarantee_impacts
from airkust.model.profile import Profile


def guarantees(found: Sides) -> list[Impact]:
    return list(guarantee_impacts(found.before, found.after, found.objects, Profile.HA))


def test_the_production_as_it_is_loses_nothing() -> None:
    assert guarantees(sides(production(), production())) == []


def test_one_replica_is_a_guarantee_lost() -> None:
    edited = in_document(production(), "Deployment", "airflow-triggerer", ("replicas: 2", "replicas: 1"))
    found = guarantees(sides(production(), edited))
    assert ("single-replica", "airflow-triggerer", Gate.HA) in {
        (impact.rule, impact.subject.name, impact.gate) for impact in found
    }


def test_what_was_lost_before_is_not_lost_again() -> None:
    live = in_document(production(), "Deployment", "airflow-triggerer", ("replicas: 2", "replicas: 1"))
    edited = changed(live, ("terminationGracePeriodSeconds: 140", "terminationGracePeriodSeconds: 141"))
    assert "single-replica" not in {impact.rule for impact in guarantees(sides(live, edited))}


def test_a_budget_that_is_rendered_no_more_is_a_guarantee_lost() -> None:
    edited = without(production(), "PodDisruptionBudget", "airflow-scheduler")
    found = guarantees(sides(production(), edited))
    assert ("missing-disruption-budget", "airflow-scheduler") in {
        (each.rule, each.subject.name) for each in found
    }


def test_a_cluster_without_airflow_has_nothing_to_lose() -> None:
    namespace = production().split("\n---\n")[0]
    edited = in_document(production(), "Deployment", "airflow-triggerer", ("replicas: 2", "replicas: 1"))
    assert guarantees(sides(namespace, edited)) == []


def test_nothing_is_said_about_what_could_not_be_compared() -> None:
    edited = in_document(production(), "Deployment", "airflow-triggerer", ("replicas: 2", "replicas: 1"))
    found = sides(production(), edited)
    objects = tuple(
        replace(each, fate=Fate.FAILED) if each.id.name == "airflow-triggerer" else each
        for each in found.objects
    )
    said = guarantees(Sides(found.before, found.after, objects))
    assert [each for each in said if each.subject.name == "airflow-triggerer"] == []
