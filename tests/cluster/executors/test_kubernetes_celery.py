"""Does a task choose between Celery workers and a pod of its own?"""

from tests.cluster.executors.examples import EXAMPLES, ExecutorChoice

SCENARIO = "executor-kubernetes-celery"
DAGS = (*EXAMPLES, "executor_choice")


class TestKubernetesCelery(ExecutorChoice):
    pass
