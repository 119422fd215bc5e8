"""What does it cost when something everybody calls is away: the execution API, the poolers, the database?"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.facts import said_in
from airkust.model.probes import http_probes
from airkust.report.html.costs import cost
from airkust.report.html.fault import Cost, Fault, Row, unknown
from airkust.report.html.members import DATABASE, EXECUTION, POOLER, Member, Members, whole
from airkust.report.html.patience import Patience, patience
from airkust.report.html.words import counted, first_of, plain

FAILOVER = said_in("database.failoverSeconds")
SILENT = ("/api/v2/version", "/execution/health", "/execution/health/ping")
"""Pages of the api-server that answer without the database. Measured with Airflow 3.3.2."""

LOOPS = ("scheduler", "dag-processor", "triggerer")
PERIOD, THRESHOLD = 10, 3
"""What Kubernetes takes for a probe that says neither periodSeconds nor failureThreshold."""


def execution_api_away(members: Members) -> Fault:
    """Nobody answers tasks."""
    title = "The execution API does not answer"
    bears = patience(members.rendering)
    serving = members.with_role(EXECUTION)
    rows = tuple(
        Row(member.name, ("unknown" if member.pods is None else str(member.pods),), "Answers tasks.")
        for member in serving
    )
    if bears is None:
        return Fault(
            title,
            Cost.UNKNOWN,
            "Where tasks run, and with which retries, is not in the manifests.",
            ("pods",),
            rows,
        )
    summary = (
        f"A task's request is sent {counted(bears.tries, 'time')}: it bears {_span(bears)} without an answer."
    )
    return Fault(title, Cost.PAUSES, summary, ("pods",), rows, tuple(_patience(bears)))


def poolers_away(members: Members) -> Iterator[Fault]:
    """One pooler, then all of them; nothing where there are none."""
    poolers = members.with_role(POOLER)
    if not poolers:
        return
    facts = members.rendering.facts
    left = {member: None if member.pods is None else max(member.pods - 1, 0) for member in poolers}
    rows = tuple(
        Row(
            member.name,
            tuple("unknown" if n is None else str(n) for n in (member.pods, left[member])),
            cost(member, left[member], facts),
        )
        for member in poolers
    )
    alone = any(number == 0 for number in left.values())
    summary = (
        "There is no second one: the database is out of reach until it is back."
        if alone
        else "Another one carries its clients."
    )
    points = ("Without any pooler it is as if the database were away.",)
    yield Fault(
        "A connection pooler is lost",
        Cost.STOPS if alone else Cost.GOES_ON,
        summary,
        ("pods", "left"),
        rows,
        points,
    )


def database_away(members: Members) -> Fault:
    """The database is away for as long as a failover takes."""
    seconds = members.rendering.facts.database.failover_seconds
    title = "The database fails over"
    rows = tuple(
        Row(member.name, (f"{waits} s",), _compared(member, waits, seconds))
        for member in members.all
        if DATABASE not in member.roles and (waits := restart_after(member)) is not None
    )
    points = ("No task starts while it is away.", *_loops(members), *_tasks(members, seconds))
    columns = ("restarted by its probe after",)
    if seconds is None:
        return Fault(
            title, Cost.UNKNOWN, f"How long it is away is {unknown(FAILOVER)}.", columns, rows, points
        )
    summary = f"It is away for up to {seconds} s ({FAILOVER}), in which no task starts."
    return Fault(title, Cost.PAUSES, summary, columns, rows, points)


def restart_after(member: Member) -> int | None:
    """Seconds for which a liveness probe has to fail before it restarts a container; None without one.

    From the first failure to the last one that counts: how long each took comes on top.
    """
    waits = [
        ((whole(probe.get("failureThreshold")) or THRESHOLD) - 1)
        * (whole(probe.get("periodSeconds")) or PERIOD)
        for container in member.workload.containers
        if (probe := tree.mapping(container.body, "livenessProbe"))
    ]
    return min(waits, default=None)


def _compared(member: Member, waits: int, seconds: int | None) -> str:
    if not _may_ask(member):
        return "Its liveness probe does not ask the database."
    if seconds is None:
        return "Whether a failover is shorter is not known."
    if waits >= seconds:
        return f"Its liveness probe outlasts the {seconds} s."
    return f"If its liveness probe asks the database, it restarts the pod within the {seconds} s."


def _may_ask(member: Member) -> bool:
    """Whether a liveness probe may ask the database: a command may, and a page that is not known not to."""
    for container in member.workload.containers:
        probe = tree.mapping(container.body, "livenessProbe")
        paths = [each.path for each in http_probes(container) if each.kind == "livenessProbe"]
        if "exec" in probe or any(not path.endswith(SILENT) for path in paths):
            return True
    return False


def _loops(members: Members) -> Iterator[str]:
    """Airflow's own limit: an error of the database ends the loop of a job.

    Source: `_execute` in `airflow/jobs/scheduler_job_runner.py` of apache-airflow-core 3.3.2 logs it and
    raises; so do the dag-processor's and the triggerer's.
    """
    found = [member.name for member in members.with_role(*LOOPS)]
    if found:
        yield f"Processes of {first_of(found, 4)} end with its error, and the kubelet starts them again."


def _tasks(members: Members, seconds: int | None) -> Iterator[str]:
    bears = patience(members.rendering)
    if bears is None:
        return
    sent = f"A task's request is sent {counted(bears.tries, 'time')} and bears {_span(bears)}"
    yield f"{sent}{_against(bears, seconds)}"
    for member in members.with_role("scheduler"):
        timeout = member.number("scheduler", "task_instance_heartbeat_timeout")
        if timeout is not None and seconds is not None:
            verdict = "no task is given up" if seconds < timeout else "running tasks may be given up"
            yield (
                f"A task is given up when its heartbeat is {plain(timeout)} s old "
                f"([scheduler] task_instance_heartbeat_timeout): in {seconds} s {verdict}."
            )
        return


def _against(bears: Patience, seconds: int | None) -> str:
    low, high = bears.pauses
    if seconds is None:
        return "."
    if low >= seconds:
        return f": longer than the {seconds} s."
    if high < seconds:
        return f": shorter than the {seconds} s, so tasks that report in it fail."
    return f": it may be shorter than the {seconds} s."


def _patience(bears: Patience) -> Iterator[str]:
    yield (
        "The pauses between the tries are drawn at random ([workers] execution_api_retries, _retry_wait_min, "
        "_retry_wait_max); the time each try takes comes on top."
    )
    if bears.heartbeats is not None:
        least = bears.heartbeats * max(bears.beat or 0, bears.pauses[0])
        yield (
            f"A task ends itself after {counted(bears.heartbeats, 'failed heartbeat')} in a row "
            f"([workers] max_failed_heartbeats), each tried as often: after at least {plain(least)} s."
        )


def _span(bears: Patience) -> str:
    low, high = (plain(round(each)) for each in bears.pauses)
    return f"{low} s" if low == high else f"{low} to {high} s"
