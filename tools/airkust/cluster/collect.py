"""What does the cluster say about everything that is rendered?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import partial
from http import HTTPStatus

from airkust.cluster import unseen
from airkust.cluster.answer import Answer
from airkust.cluster.client import Client
from airkust.cluster.discovery import ApiKind, Kinds, ask_roots, discover
from airkust.cluster.kin import LEFT_BEHIND, WATCHED, Kin
from airkust.cluster.listing import Listing, Place, listing
from airkust.cluster.prediction import Predictor
from airkust.cluster.target import CRD, Target, targets
from airkust.diff.state import Collected, State
from airkust.errors import ClusterFailed
from airkust.model import tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource

WORKERS = 32
"""Requests under way at once; each waits for the server most of the time."""

BATCH = 500
"""Objects asked for before the next ones are: what waits for an answer takes memory, too."""

DEADLINE = 600.0
"""Seconds for everything."""

NEVER_LISTED = frozenset([CRD, "Namespace"])
"""Kinds whose lists are long and hold nothing of ours but what we ask for."""

NAMESPACE = ApiKind("v1", "Namespace", "namespaces", namespaced=False)


def _nobody(_done: int, _total: int) -> None:
    pass


def collect(
    client: Client,
    rendering: Rendering,
    *,
    namespace: str | None,
    read_only: bool,
    manager: str | None,
    deadline: float = DEADLINE,
    told: Callable[[int, int], None] = _nobody,
    roots: Callable[[], Sequence[Answer]] | None = None,
) -> Collected:
    """Ask for every object; one that fails hides no other.

    Args:
        client: The cluster.
        rendering: The objects.
        namespace: Where those go that name none; None for the namespace of the context.
        read_only: Whether to ask for live objects only.
        manager: The field manager that is to apply; None for the one that did.
        deadline: Seconds for everything.
        told: Called with how many objects are done, and of how many.
        roots: Gives what the server said for `discovery.ROOTS`, where it was asked already.

    Raises:
        ClusterFailed: Nothing is answered at all.
    """
    client.allow(deadline)
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            version = pool.submit(_version, client)
            asked_roots = roots or ask_roots(lambda: client, pool)
            kinds, wanted, spaces = _located(client, rendering, pool, namespace, asked_roots)
            places = _places(wanted)
            more = _more_places(places, kinds)
            asked = _listings(client, pool, places, more, Kin(rendering))
            missing = frozenset(name for name, answer in spaces.items() if answer.result())
            predictor = Predictor(client, manager, missing, read_only=read_only)
            states = _states(pool, predictor, wanted, asked, told)
            listings = {place: answer.result() for place, answer in asked.items() if place[1] not in missing}
            kept = tuple(live for found in listings.values() for live in found.others)
            errors = tuple(unseen.errors(listings, more))
            notes = tuple(unseen.notes(listings, more))
            return Collected(states, kept, version.result(), client.cluster, errors, notes)
        except BaseException:
            client.stop()  # ends what the workers wait for
            pool.shutdown(cancel_futures=True)
            raise


def _located(
    client: Client,
    rendering: Rendering,
    pool: ThreadPoolExecutor,
    namespace: str | None,
    roots: Callable[[], Sequence[Answer]],
) -> tuple[Kinds, tuple[Target, ...], Mapping[str, Future[bool]]]:
    """The kinds there are, where each object goes, and whether the namespaces of all are missing.

    The last is waited for later: to list what is in a namespace that is not there does no harm.

    Raises:
        ClusterFailed: Nothing is answered.
    """
    asked = {name: pool.submit(_is_missing, client, name) for name in sorted(rendering.namespaces)}
    versions = {resource.api_version for resource in rendering}
    kinds = discover(client, versions, roots(), lambda ask, paths: list(pool.map(ask, paths)))
    elsewhere = ""
    if any(not each.namespace and _is_namespaced(each, kinds) for each in rendering):
        elsewhere = namespace or client.namespace
        if elsewhere not in asked:
            asked[elsewhere] = pool.submit(_is_missing, client, elsewhere)
    return kinds, targets(rendering, kinds, elsewhere), asked


def _is_namespaced(resource: Resource, kinds: Kinds) -> bool:
    kind = kinds.get(resource.api_version, resource.kind)
    return kind is not None and kind.namespaced


def _is_missing(client: Client, namespace: str) -> bool:
    """Whether a namespace is not there; where we may not ask, it is taken to be."""
    return client.get(NAMESPACE.path("", namespace)).status == HTTPStatus.NOT_FOUND


def _version(client: Client) -> str:
    try:
        return tree.text(client.get("/version").body, "gitVersion")
    except ClusterFailed:
        return ""  # nothing depends on it


def _places(wanted: Iterable[Target]) -> dict[Place, frozenset[str]]:
    """The names that are wanted, by where they can be."""
    places: dict[Place, set[str]] = {}
    for target in wanted:
        if target.kind is not None and not target.new:
            places.setdefault((target.kind, target.id.namespace), set()).add(target.id.name)
    return {place: frozenset(names) for place, names in places.items()}


def _more_places(places: Iterable[Place], kinds: Kinds) -> frozenset[Place]:
    """Where else there may be something of the application, or something that acts on it."""
    rendered = {(kind.group, kind.kind, namespace) for kind, namespace in places}
    namespaces = {namespace for _, namespace in places if namespace}
    return frozenset(
        (versions[0], namespace)
        for group, kind in (*LEFT_BEHIND, *WATCHED)
        if (versions := kinds.versions(group, kind))
        for namespace in namespaces
        if (group, kind, namespace) not in rendered
    )


def _listings(
    client: Client,
    pool: ThreadPoolExecutor,
    places: Mapping[Place, frozenset[str]],
    more: frozenset[Place],
    kin: Kin,
) -> dict[Place, Future[Listing]]:
    """Ask what is in each place that can be listed and is worth it; first where rendered objects go."""
    worth = {
        (kind, namespace): names
        for (kind, namespace), names in places.items()
        if "list" in kind.verbs and kind.kind not in NEVER_LISTED
    }
    worth |= dict.fromkeys(sorted(more, key=lambda place: (place[0].kind, place[1])), frozenset())
    return {
        (kind, namespace): pool.submit(
            listing,
            client,
            (kind, namespace),
            names,
            partial(kin.has, kind.group, kind.kind),
        )
        for (kind, namespace), names in worth.items()
    }


def _states(
    pool: ThreadPoolExecutor,
    predictor: Predictor,
    wanted: tuple[Target, ...],
    listings: Mapping[Place, Future[Listing]],
    told: Callable[[int, int], None],
) -> tuple[State, ...]:
    """The state of each object, in their order; each is asked for as soon as its place is known.

    That no thread waits for what none has begun: a pool begins first what was submitted first.
    """

    def state(target: Target) -> State:
        found = listings.get((target.kind, target.id.namespace)) if target.kind else None
        return predictor.state(target, found.result() if found else None)

    states: list[State] = []
    while len(states) < len(wanted):
        asked = [pool.submit(state, target) for target in wanted[len(states) : len(states) + BATCH]]
        for done, answer in enumerate(as_completed(asked), start=len(states) + 1):
            answer.result()  # a bug of ours ends the run at once
            told(done, len(wanted))
        states += [answer.result() for answer in asked]
    return tuple(states)
