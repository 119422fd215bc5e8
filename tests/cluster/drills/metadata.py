"""What does Airflow's database say? Asked directly: poolers and API may be what a drill breaks."""

import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg2
from tests.cluster.drills.figures import Final, Task

AWAY = (psycopg2.OperationalError, psycopg2.InterfaceError)
KEPT = threading.local()  # a connection for each thread: one for each question would cost the database dearly


@dataclass(frozen=True)
class Metadata:
    """The database of the site.

    Attributes:
        address: Of its pod; the machine has a route to it, to its Service it has none.
        user: Who may read, as the site's database was made with.
        password: The same in every run: the database holds nothing.
    """

    address: str
    user: str = "airflow"
    password: str = "insecure-dev-only"  # noqa: S105 -- of a database that lives for an hour

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Ask, over a connection that is kept for the next question.

        Raises:
            AWAY: The database is not there.
        """
        try:
            with self._connection().cursor() as cursor:
                cursor.execute(query, values)
                return list(cursor.fetchall())
        except AWAY:
            with suppress(AttributeError):
                del KEPT.connection
            raise

    def run_state(self, run: str) -> str:
        [(state,)] = self.rows("select state from dag_run where run_id = %s", run)
        return str(state)

    def states(self, run: str) -> dict[Task, Final]:
        """Every task instance of a run: its state, and how many tries of it began.

        A scheduler that comes back takes back what its executor had queued and not started, and counts
        another try, even where a task has no retries: that is no failure.
        """
        rows = self.rows(
            "select ti.task_id, ti.map_index, coalesce(ti.state, 'none'),"
            " 1 + count(earlier.start_date)"
            " from task_instance ti left join task_instance_history earlier"
            " using (dag_id, task_id, run_id, map_index)"
            " where run_id = %s group by 1, 2, 3",
            run,
        )
        return {Task(str(t), int(str(i))): Final(str(s), int(str(n))) for t, i, s, n in rows}

    def owners(self) -> Counter[str]:
        """The scheduler pods, each with the number of unfinished tasks it has queued."""
        rows = self.rows(
            "select job.hostname from task_instance ti join job on ti.queued_by_job_id = job.id"
            " where ti.state in ('queued', 'running')"
        )
        return Counter(str(host) for (host,) in rows)

    def trigger_owners(self) -> Counter[str]:
        """The addresses of the triggerers, each with the number of triggers it holds."""
        rows = self.rows("select job.hostname from trigger join job on trigger.triggerer_id = job.id")
        return Counter(str(host) for (host,) in rows)

    def _connection(self) -> Any:  # noqa: ANN401 -- psycopg2 has no types
        if not hasattr(KEPT, "connection"):
            KEPT.connection = psycopg2.connect(
                host=self.address, dbname="airflow", user=self.user, password=self.password,
                sslmode="require", connect_timeout=2, options="-c statement_timeout=5000",
            )  # fmt: skip
            KEPT.connection.autocommit = True  # each question sees what is there now
        return KEPT.connection
