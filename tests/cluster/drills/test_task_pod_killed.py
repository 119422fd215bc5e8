"""Is a task whose pod dies tried again, and no other?"""

import pytest
from tests.cluster.drills.core import task_of
from tests.cluster.drills.faults import lose
from tests.cluster.drills.outcome import POD_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage
from tests.cluster.ha.facts import TASKS
from tests.cluster.kubectl import Kubectl


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def kill_a_long_task() -> None:
        pod = next(pod for pod in stage.core.pods(TASKS) if task_of(pod).task_id == "long")
        stage.touched.add(task_of(pod))
        lose(stage, pod)

    return stage.drill(
        "task_pod_killed",
        "the pod of a long task is killed",
        kill_a_long_task,
        retried=True,
        goal=POD_LOST,
    )


class TestTaskPodKilled(Promises):
    def test_the_task_succeeds_at_its_second_try(self, kubectl: Kubectl, outcome: Outcome) -> None:
        assert len(outcome.tally.retried) == 1
