"""The load of a drill: a stream of short tasks, long ones beside it, and some that wait in the triggerer.

Each task tells the ledger, outside of Airflow and of its database, when its code begins and ends: that is how
a drill knows what really ran, and how often. A ledger that cannot be reached changes nothing for the task.
"""

import contextlib
import json
import time
import urllib.request
from datetime import timedelta

from airflow.providers.standard.triggers.temporal import TimeDeltaTrigger
from airflow.sdk import BaseOperator, dag, get_current_context, task

SHORT, LONG, DEFERRED = 20, 100, 60  # seconds of work, or of waiting
APART = 10  # seconds between two that come back from waiting: a pod's start takes four of CPU
LANES = 6  # short tasks at once: a lost node must not hold all of them
FEW_LANES = 2  # of the small load, for machines that are busy with the starts of six at once


def tell(event: str) -> None:
    context = get_current_context()
    ti = context["ti"]
    said = {
        "run": ti.run_id, "task": ti.task_id, "index": ti.map_index, "try": ti.try_number,
        "event": event, "at": time.time(),
    }  # fmt: skip
    request = urllib.request.Request(  # noqa: S310 -- the drill's own ledger
        context["params"]["ledger"], json.dumps(said).encode()
    )
    for _ in range(3):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(request, timeout=2).close()  # noqa: S310
            return


class Wait(BaseOperator):
    """Waits in the triggerer, and comes back in a new pod."""

    def __init__(self, number: int = 0, **kwargs):
        super().__init__(**kwargs)
        self.number = number

    def execute(self, context):
        tell("began")
        seconds = DEFERRED + APART * self.number
        self.defer(trigger=TimeDeltaTrigger(timedelta(seconds=seconds)), method_name="resume")

    def resume(self, context, event=None):
        tell("ended")


def drill(dag_id: str, *, retries: int, lanes: int) -> None:
    @dag(
        dag_id=dag_id,
        schedule=None,
        is_paused_upon_creation=False,
        max_active_tasks=32,  # the lanes are the limit, not the DAG
        params={"ledger": "", "short": 46, "long": 6, "deferred": 5},
        default_args={"retries": retries, "retry_delay": timedelta(seconds=5)},
        tags=["airkust", "drill"],
    )
    def load():
        @task
        def numbers(kind: str) -> list[int]:
            tell("began")
            count = get_current_context()["params"][kind]
            tell("ended")
            return list(range(count))

        @task(max_active_tis_per_dagrun=lanes)
        def short(number: int) -> None:
            tell("began")
            time.sleep(SHORT)
            tell("ended")

        @task
        def long(number: int) -> None:
            tell("began")
            time.sleep(LONG)
            tell("ended")

        short.expand(number=numbers.override(task_id="count_short")("short"))
        long.expand(number=numbers.override(task_id="count_long")("long"))
        Wait.partial(task_id="wait").expand(number=numbers.override(task_id="count_deferred")("deferred"))

    load()


drill("drill", retries=0, lanes=LANES)
drill("drill_retried", retries=1, lanes=LANES)
drill("drill_small", retries=0, lanes=FEW_LANES)
drill("drill_small_retried", retries=1, lanes=FEW_LANES)
