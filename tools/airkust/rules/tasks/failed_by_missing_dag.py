"""A task fails when its DAG cannot be loaded where it starts.

Why: A task loads its DAG anew in its pod or worker. While git, a volume or the package index is away for a
    moment that does not work, and Airflow 3.1.7 and later put the task off `[workers] missing_dag_retries`
    times, a minute each, without counting a try. With 0 it has failed.
Fix: Leave `AIRFLOW__WORKERS__MISSING_DAG_RETRIES` at 3, or raise it.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#missing-dag-retries
"""

from collections.abc import Iterator

from airkust.model.execution_api import task_runners
from airkust.model.finding import Severity, Violation
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict
from airkust.rules.task_patience import NOTHING_RUNS_TASKS

DEFAULT = 3


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    if airflow.predates_3:
        yield Skip("Airflow before 3 does not put such a task off")
        return
    unknown = [Unknown(pods.unknown) for pods in task_pods(airflow) if pods.unknown]
    runners = tuple(task_runners(airflow))
    yield from unknown
    if not runners and not unknown:
        yield Skip(NOTHING_RUNS_TASKS)
    for runner in runners:
        retries = measure(runner.settings, "workers", "missing_dag_retries")
        if not isinstance(retries, Measure):
            yield Unknown(retries.fact)
        elif retries.number < 1:
            subject, field = retries.place(runner.workload)
            message = f"sets {retries}: a task whose DAG cannot be loaded fails at once"
            yield Violation(subject, message, field, edits=retries.edits(DEFAULT))


RULE = Rule(name="failed-by-missing-dag", severity=Severity.WARNING, profile=Profile.HA, check=check)
