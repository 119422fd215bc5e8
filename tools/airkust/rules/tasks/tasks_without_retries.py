"""Tasks get no second try unless their author asked for one.

Why: A lost node, a drain that outlasts the grace period or a full disk fails the try that runs there, however
    often Airflow itself is replicated. `[core] default_task_retries` is 0 by default, so that such a task
    has failed for good, and its DAG run with it.
Fix: Set `AIRFLOW__CORE__DEFAULT_TASK_RETRIES` to 1 or more where DAGs are parsed, and `retries=0` on tasks
    that must not run twice. `components/high-availability` does it.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#default-task-retries
"""

from collections.abc import Iterator

from airkust.model.airflow import Airflow, AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    parsing = _parsing(rendering.airflow)
    if not parsing:
        yield Skip("nothing rendered parses DAGs")
    for found in parsing:
        retries = measure(found.settings, "core", "default_task_retries")
        if not isinstance(retries, Measure):
            yield Unknown(retries.fact)
        elif retries.number < 1:
            subject, field = retries.place(found.workload)
            message = f"parses DAGs with {retries}{', the default' if retries.setting.is_default else ''}"
            if subject != found.workload.id:
                message = f"sets {retries} for {found.workload}, which parses DAGs"
            yield Violation(subject, message, field, edits=retries.edits(1))


def _parsing(airflow: Airflow) -> tuple[AirflowContainer, ...]:
    """The dag-processors; the schedulers of Airflow 2, which parse where there is none."""
    processors = airflow.running(Component.DAG_PROCESSOR)
    return processors or (airflow.running(Component.SCHEDULER) if airflow.predates_3 else ())


RULE = Rule(name="tasks-without-retries", severity=Severity.WARNING, profile=Profile.HA, check=check)
