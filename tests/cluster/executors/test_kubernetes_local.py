"""Does a task choose between the scheduler and a pod of its own?"""

from tests.cluster.executors.examples import EXAMPLES, ExecutorChoice

SCENARIO = "executor-kubernetes-local"
DAGS = (*EXAMPLES, "executor_choice")


class TestKubernetesLocal(ExecutorChoice):
    pass
