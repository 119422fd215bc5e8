"""What do changes that somebody means cost: a drain, a rollout?"""

from collections.abc import Iterator

from airkust.model import semantics, tree
from airkust.model.commands import Component
from airkust.model.facts import said_in
from airkust.model.grace import grace_seconds
from airkust.report.html.fault import Cost, Fault, Row, unknown, worst
from airkust.report.html.members import Member, Members
from airkust.report.html.places import Places
from airkust.report.html.words import first_of, listed

SHOWN = 4


def drain(members: Members, places: Places) -> Fault:
    """A node is emptied by the eviction API, which asks the PodDisruptionBudgets."""
    rows, costs = [], []
    for member in members.all:
        cost, allowed, sentence = _evicted(member)
        costs.append(cost)
        rows.append(Row(member.name, (_text(member.pods), allowed, f"{member.grace} s"), sentence))
    stopped = [row.name for row, cost in zip(rows, costs, strict=True) if cost is Cost.STOPS]
    blocked = [row.name for row in rows if row.numbers[1] == "0"]
    if blocked:
        summary = f"It waits for ever for pods of {first_of(blocked, SHOWN)}."
    elif stopped:
        summary = f"Until its pods are up elsewhere, nothing is left of {first_of(stopped, SHOWN)}."
    elif Cost.UNKNOWN in costs:
        summary = "For some workloads the manifests do not tell how many pods go at once."
    else:
        summary = "Of every workload some pods stay while others move."
    points = (*_waiting(places), *_drained_task(members))
    return Fault(
        "A node is drained",
        worst(costs),
        summary,
        ("pods", "may go at once", "time to end"),
        tuple(rows),
        points,
    )


def rollout(members: Members, places: Places) -> Fault:
    """A new revision of every workload: another image, another setting."""
    rows, costs = [], []
    stuck = [member.name for member, each in places.outcomes.items() if each.stuck]
    for member in members.all:
        cost, numbers, sentence = _replaced(member)
        costs.append(cost)
        rows.append(Row(member.name, (_text(member.pods), *numbers), sentence))
    stopped = [row.name for row, cost in zip(rows, costs, strict=True) if cost is Cost.STOPS]
    if stopped:
        summary = f"For a while no pod of {first_of(stopped, SHOWN)} is there."
    elif stuck:
        costs.append(Cost.PAUSES)
        summary = f"That of {first_of(stuck, SHOWN)} may stand still: no node may take the next new pod."
    elif Cost.UNKNOWN in costs:
        summary = "For some workloads the manifests do not tell how many pods are missing."
    else:
        summary = "Of every workload pods stay ready all the time."
    return Fault(
        "A new revision is rolled out",
        worst(costs),
        summary,
        ("pods", "missing at once", "extra at once"),
        tuple(rows),
        tuple(_of_rollout(members)),
    )


def _evicted(member: Member) -> tuple[Cost, str, str]:
    if not member.budgets:
        several = (member.pods or 0) > 1
        sentence = (
            "No budget: where one node holds all its pods, all go at once."
            if several
            else "No budget, and no other pod: it stops until the pod is up elsewhere."
        )
        if member.pods is None:
            return Cost.UNKNOWN, "all", "No budget limits it."
        return (Cost.PAUSES if several else Cost.STOPS), "all", sentence
    allowed = member.evictable
    names = listed(budget.resource.name for budget in member.budgets)
    if allowed is None or member.pods is None:
        return Cost.UNKNOWN, "unknown", f"The limit of budget {names} cannot be read."
    if allowed == 0:
        return Cost.STOPS, "0", f"Budget {names} lets none go: the drain waits for ever."
    if allowed >= member.pods:
        return Cost.STOPS, str(allowed), f"Budget {names} lets all go at once."
    return Cost.GOES_ON, str(allowed), f"Budget {names} keeps {member.pods - allowed}."


def _waiting(places: Places) -> Iterator[str]:
    waiting = [member.name for member, each in places.outcomes.items() if each.waiting > each.homeless]
    if waiting:
        names = first_of(waiting, SHOWN)
        yield f"While the node takes no pods, not all of {names} find a place on the others."


def _drained_task(members: Members) -> Iterator[str]:
    if members.task_pod is None:
        return
    seconds, longest = grace_seconds(members.task_pod), members.rendering.facts.tasks.longest_seconds
    fact = said_in("tasks.longestSeconds")
    start = f"A task pod has {seconds} s to end (terminationGracePeriodSeconds); then its try has failed."
    if longest is None:
        yield f"{start} Whether all tasks end in that time is {unknown(fact)}."
    elif longest <= seconds:
        yield f"{start} The longest task takes {longest} s ({fact}): all end."
    else:
        yield f"{start} The longest task takes {longest} s ({fact}): such a task loses its try."


def _replaced(member: Member) -> tuple[Cost, tuple[str, str], str]:
    body = member.workload.resource.body
    ready = tree.at(body, "spec", "minReadySeconds")
    waits = f" A new pod counts after {ready} s." if isinstance(ready, int) and ready else ""
    if member.workload.kind == "StatefulSet":
        only = (member.pods or 0) <= 1
        return (
            (Cost.STOPS if only else Cost.GOES_ON),
            ("1", "0"),
            f"One pod after the other is replaced.{waits}",
        )
    if member.workload.kind != "Deployment" or member.pods is None:
        return Cost.UNKNOWN, ("unknown", "unknown"), "Its kind says nothing about rollouts."
    numbers = semantics.rolling_update(body, member.pods)
    if numbers is None:
        return Cost.STOPS, (str(member.pods), "0"), "Recreate: all pods end before a new one starts."
    missing, extra = numbers.max_unavailable, numbers.max_surge
    columns = (str(missing), str(extra))
    if missing >= member.pods:
        return Cost.STOPS, columns, f"No pod need stay.{waits}"
    return Cost.GOES_ON, columns, f"{member.pods - missing} of {member.pods} stay ready.{waits}"


def _of_rollout(members: Members) -> Iterator[str]:
    migrations = members.rendering.airflow.running(Component.MIGRATIONS)
    if migrations:
        names = dict.fromkeys(str(found.workload) for found in migrations)
        yield f"The schema is migrated by {listed(names)}."
    if members.task_pod is not None:
        yield "Task pods that run are left alone; those that start later are made from the new template."


def _text(pods: int | None) -> str:
    return "unknown" if pods is None else str(pods)
