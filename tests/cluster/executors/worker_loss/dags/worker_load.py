"""Tasks that tell a ledger, outside of Airflow, when their code begins and ends: it knows what ran twice."""

import contextlib
import json
import time
import urllib.request
from datetime import timedelta

from airflow.sdk import dag, get_current_context, task

SECONDS = 20


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


@dag(
    schedule=None,
    is_paused_upon_creation=False,
    params={"ledger": "", "tasks": 24},
    default_args={"retries": 1, "retry_delay": timedelta(seconds=5)},
    tags=["airkust", "drill"],
)
def worker_load():
    @task
    def numbers() -> list[int]:
        return list(range(get_current_context()["params"]["tasks"]))

    @task
    def work(number: int) -> None:
        tell("began")
        time.sleep(SECONDS)
        tell("ended")

    work.expand(number=numbers())


worker_load()
