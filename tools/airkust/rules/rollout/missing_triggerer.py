"""No triggerer is rendered with an Airflow that is whole otherwise.

Why: A task that defers itself waits for the triggerer. Without one it waits for ever, and nothing but its
    state says why; many operators of the providers defer by default where the site says so.
Fix: Add the triggerer, as `base/` has it. Where no DAG defers and no asset watches, allow this rule.
See: https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/deferring.html
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    schedulers = airflow.running(Component.SCHEDULER)
    servers = airflow.running(Component.API_SERVER, Component.WEBSERVER)
    if not schedulers or not servers:
        yield Skip("no whole Airflow is rendered: a scheduler and what serves its interface")
    elif airflow.predates_2:
        yield Skip("tasks of Airflow 1 cannot defer")
    elif not airflow.running(Component.TRIGGERER) and not _declared(rendering):
        message = "runs the scheduler, but nothing rendered runs the triggerer that deferred tasks wait for"
        yield Violation(schedulers[0].workload.id, message)


def _declared(rendering: Rendering) -> bool:
    return any(Component.TRIGGERER in external.name for external in rendering.external or ())


RULE = Rule(name="missing-triggerer", severity=Severity.WARNING, profile=Profile.CORE, check=check)
