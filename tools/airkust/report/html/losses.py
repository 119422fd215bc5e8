"""What does it cost to lose one pod, one node, one zone?"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from airkust.model.facts import said_in
from airkust.report.html.costs import cost
from airkust.report.html.fault import Cost, Fault, Row, unknown, worst
from airkust.report.html.members import Member, Members
from airkust.report.html.places import Places
from airkust.report.html.words import counted, first_of, plain

SHOWN = 4
COLUMNS = ("pods", "left")


def pod_lost(members: Members) -> Fault:
    """One pod of each workload in turn."""
    left = {member: None if member.pods is None else max(member.pods - 1, 0) for member in members.all}
    anew = "A killed pod is made anew at once; how long it takes to start is not in the manifests."
    return _fault(members, "One pod is lost", "pod", left.get, (*_task_pod(members), anew))


def node_lost(members: Members, places: Places) -> Fault:
    """The node that hurts most."""
    points = [*_evictions(members), *_waiting(places), *_new_node(members), *_silent_tasks(members)]
    return _of_places(members, places, "node", places.without_node, tuple(points))


def zone_lost(members: Members, places: Places) -> Fault:
    """The zone that hurts most."""
    facts = members.rendering.facts
    points = [
        _copies("The database", facts.database.zones, "database.zones"),
        _copies("The store of the task logs", facts.logs.zones, "logs.zones"),
        *_silent_tasks(members),
    ]
    if facts.cluster.zones == 1:
        summary = f"{said_in('cluster.zones')} states one zone: with it everything is lost."
        return Fault("One zone is lost", Cost.STOPS, summary, points=tuple(points[:2]))
    return _of_places(members, places, "zone", places.without_zone, tuple(points))


def _of_places(
    members: Members, places: Places, what: str, left: Callable[[Member], int | None], points: tuple[str, ...]
) -> Fault:
    title = f"One {what} is lost"
    if not places.missing:
        return _fault(members, title, what, left, points)
    said = f"How many pods stand in one {what} is {unknown(*places.missing)}."

    def of_the_only(member: Member) -> int | None:
        return None if member.pods is None or member.pods > 1 else 0  # one pod is lost wherever it stands

    fault = _fault(members, title, what, of_the_only, (said, *points))
    return fault if fault.cost is Cost.STOPS else replace(fault, summary=said, points=points)


def _fault(
    members: Members, title: str, what: str, left: Callable[[Member], int | None], points: tuple[str, ...]
) -> Fault:
    facts = members.rendering.facts
    rows = tuple(
        Row(member.name, (_number(member.pods), _number(left(member))), cost(member, left(member), facts))
        for member in members.all
    )
    stopped = [member.name for member in members.all if left(member) == 0]
    costs = [Cost.UNKNOWN if left(member) is None else Cost.GOES_ON for member in members.all]
    if stopped:
        summary = f"Without its {what}, nothing is left of {first_of(stopped, SHOWN)}."
    elif Cost.UNKNOWN in costs:
        summary = "For some workloads the number of pods left is unknown."
    else:
        least = min((number for member in members.all if (number := left(member)) is not None), default=0)
        summary = f"Of every workload at least {counted(least, 'pod')} {'is' if least == 1 else 'are'} left."
    return Fault(title, Cost.STOPS if stopped else worst(costs), summary, COLUMNS, rows, points)


def _number(pods: int | None) -> str:
    return "unknown" if pods is None else str(pods)


def _task_pod(members: Members) -> Iterator[str]:
    """What becomes of a task whose pod is lost."""
    retries = _retries(members)
    if members.task_pod is not None and retries is not None:
        yield f"A task whose pod is killed has failed its try. {_more_tries(retries)}"


def _more_tries(retries: float) -> str:
    more = counted(int(retries), "retry") if retries == 1 else f"{plain(retries)} retries"
    return f"Where a DAG does not say otherwise, it has {more} ([core] default_task_retries)."


def _retries(members: Members) -> float | None:
    found = (member.number("core", "default_task_retries") for member in members.with_role("scheduler"))
    return next((number for number in found if number is not None), None)


def _evictions(members: Members) -> Iterator[str]:
    """When the pods of a silent node are made anew."""
    waits = {member.name: member.toleration for member in members.all}
    known = sorted({wait for wait in waits.values() if wait is not None})
    if known:
        span = f"{known[0]} s" if len(known) == 1 else f"{known[0]} to {known[-1]} s"
        yield (
            f"Once the cluster calls the node unreachable, its pods wait {span} (tolerationSeconds) and are "
            "then made anew elsewhere. When it does so is the cluster's setting, not in the manifests."
        )
    if stuck := [name for name, wait in waits.items() if wait is None]:
        yield f"Pods of {first_of(stuck, SHOWN)} tolerate a silent node for ever: nobody makes them anew."


def _waiting(places: Places) -> Iterator[str]:
    """Whose pods find no place on the nodes that are left."""
    waiting = [member.name for member, each in places.outcomes.items() if each.waiting > each.homeless]
    if waiting:
        names = first_of(waiting, SHOWN)
        yield f"Not all pods of {names} find a place on the other nodes: they wait for a new one."
    elif places.outcomes:
        yield "The constraints leave a place on the other nodes; whether there is room is not looked at."


def _new_node(members: Members) -> Iterator[str]:
    fact = said_in("cluster.nodeProvisionSeconds")
    seconds = members.rendering.facts.cluster.node_provision_seconds
    takes = unknown(fact) if seconds is None else f"{seconds} s ({fact})"
    yield f"How long it takes where a node has to be made first: {takes}."


def _silent_tasks(members: Members) -> Iterator[str]:
    """When a task that cannot say any more that it lives is given up."""
    for member in members.with_role("scheduler"):
        timeout = member.number("scheduler", "task_instance_heartbeat_timeout")
        retries = _retries(members)
        if timeout is not None and retries is not None:
            yield (
                f"Tasks that ran there have failed their try when their heartbeat is {plain(timeout)} s old "
                f"([scheduler] task_instance_heartbeat_timeout). {_more_tries(retries)}"
            )
        return


def _copies(what: str, zones: int | None, fact: str) -> str:
    if zones is None:
        return f"{what}: {unknown(said_in(fact))}."
    if zones == 1:
        return f"{what} is in one zone ({said_in(fact)}): where that is lost, it is away."
    return f"{what} has copies in {zones} zones ({said_in(fact)})."
