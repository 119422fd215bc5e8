"""What does it cost to lose pods of one kind, some of them or all?"""

from airkust.model.commands import Component
from airkust.model.facts import Facts, said_in
from airkust.report.html.fault import unknown
from airkust.report.html.members import DATABASE, EXECUTION, POOLER, UI, Member
from airkust.report.html.words import plain

PEAK = said_in("tasks.deferredPeak")
NO_START = "No task starts until a new pod is up; tasks that run go on."
LOST_ALL = {
    Component.SCHEDULER.value: NO_START,
    UI: "Nobody reaches the user interface and the REST API until a new pod is up.",
    EXECUTION: "Tasks cannot report until a new pod is up: see the fault of the execution API.",
    Component.DAG_PROCESSOR.value: "New and changed DAG files are not read until a new pod is up.",
    Component.TRIGGERER.value: "Deferred tasks wait until a new pod is up.",
    Component.WORKER.value: "Tasks that ran there have failed, and no task starts until a new pod is up.",
    DATABASE: "The database is away until a new pod is up: see its own fault.",
    POOLER: "Nobody reaches the database until a new pod is up: as if it were away.",
}
LOST_SOME = {
    UI: "The others answer. Open requests are cut.",
    EXECUTION: "Tasks ask again and reach another.",
    Component.DAG_PROCESSOR.value: "The others read on.",
    Component.WORKER.value: "Tasks that ran there have failed their try. The others take new ones.",
    DATABASE: "Whether the others take over is its own matter, and not in the manifests.",
    POOLER: "Its connections break; the next use takes another pod.",
}


def cost(member: Member, left: int | None, facts: Facts) -> str:
    """What happens when so many pods of a workload are left.

    Args:
        member: The workload.
        left: Ready pods; None where their number is not known: nothing is said then.
        facts: What the site states.
    """
    if left is None:
        return ""
    said = dict.fromkeys(_of_role(member, role, left, facts) for role in member.roles)
    return " ".join(said)


def _of_role(member: Member, role: str, left: int, facts: Facts) -> str:
    if left == 0:
        return LOST_ALL.get(role, "Its work stops until a new pod is up.")
    if role == Component.SCHEDULER:
        return _scheduler(member)
    if role == Component.TRIGGERER:
        return _triggerer(member, left, facts)
    return LOST_SOME.get(role, "The others go on.")


def _scheduler(member: Member) -> str:
    old = member.number("scheduler", "scheduler_health_check_threshold")
    check = member.number("scheduler", "orphaned_tasks_check_interval")
    if old is None or check is None:
        return "The others go on at once."
    adopted = f"heartbeat is {plain(old)} s old, which they look for every {plain(check)} s"
    if "Local" in (member.found[0].settings.get("core", "executor").text or ""):
        return f"The others go on at once. Tasks that ran in it are run again when its {adopted}."
    return f"The others go on at once. They adopt its tasks, which run on, when its {adopted}."


def _triggerer(member: Member, left: int, facts: Facts) -> str:
    old = member.number("triggerer", "triggerer_health_check_threshold")
    said = "Its triggers start again on the others"
    said += f" when its heartbeat is {plain(old)} s old." if old is not None else "."
    places = member.number("triggerer", "capacity")
    if places is None:
        return said
    room, peak = left * places, facts.tasks.deferred_peak
    if peak is None:
        return (
            f"{said} Those left hold {plain(room)} deferred tasks; whether these suffice is {unknown(PEAK)}."
        )
    fits = "which is enough for" if peak <= room else "too few for"
    return f"{said} Those left hold {plain(room)} deferred tasks, {fits} the {peak} that {PEAK} states."
