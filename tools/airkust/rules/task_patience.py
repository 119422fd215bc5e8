"""Do tasks bear what the database does?"""

from collections.abc import Callable, Iterable, Iterator

from airkust.model.endurance import Patience, patience
from airkust.model.execution_api import TaskRunner, task_runners
from airkust.model.facts import said_in
from airkust.model.finding import Violation
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Skip, Unknown, Verdict

OF_AIRFLOW_2 = "tasks of Airflow before 3 talk to the database, not to an execution API"
NOTHING_RUNS_TASKS = "nothing rendered runs tasks"
FAILOVER = said_in("database.failoverSeconds")


def during_a_failover(
    rendering: Rendering, judge: Callable[[TaskRunner, Patience, int], Iterable[Violation]]
) -> Iterator[Verdict]:
    """What a rule says about everything that runs tasks, given how long the database may be away."""
    airflow = rendering.airflow
    if airflow.predates_3:
        yield Skip(OF_AIRFLOW_2)
        return
    unknown = [Unknown(pods.unknown) for pods in task_pods(airflow) if pods.unknown]
    runners = tuple(task_runners(airflow))
    yield from unknown
    if not runners:
        if not unknown:
            yield Skip(NOTHING_RUNS_TASKS)
        return
    failover = rendering.facts.database.failover_seconds
    if failover is None:
        yield Unknown(FAILOVER)
        return
    for runner in runners:
        found = patience(runner.settings)
        if isinstance(found, Patience):
            yield from judge(runner, found, failover)
        else:
            yield Unknown(f"{found.fact}, of {runner.workload}")
