"""Which kinds does an API server have?

One document for all groups (KEP-3352, in Kubernetes 1.30 and later) where there is one, else one for each
group and version that somebody asks for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from airkust.cluster.answer import Answer
from airkust.cluster.client import Client
from airkust.errors import ClusterFailed
from airkust.model import tree

_DOCUMENT = "application/json;g=apidiscovery.k8s.io;v={};as=APIGroupDiscoveryList"
ACCEPT = f"{_DOCUMENT.format('v2')},{_DOCUMENT.format('v2beta1')},application/json"
AGGREGATED = "APIGroupDiscoveryList"
STALE = "Stale"
ROOTS = ("/api", "/apis")


@dataclass(frozen=True, slots=True)
class ApiKind:
    """One kind, in one version.

    Attributes:
        plural: How paths call it.
        verbs: What can be done with it, for instance list and patch.
    """

    api_version: str
    kind: str
    plural: str
    namespaced: bool
    verbs: frozenset[str] = frozenset()

    @property
    def group(self) -> str:
        """The API group; "" for the core."""
        return self.api_version.rpartition("/")[0]

    def path(self, namespace: str, name: str = "") -> str:
        """Of one object, or of all of them in a namespace ("" for all namespaces).

        Args:
            namespace: Left out where the kind has none.
            name: "" for all.
        """
        root = f"/apis/{self.api_version}" if "/" in self.api_version else f"/api/{self.api_version}"
        parts = ["namespaces", namespace, self.plural] if self.namespaced and namespace else [self.plural]
        return "/".join([root, *(quote(part, safe="") for part in (*parts, *([name] if name else ())))])


@dataclass(frozen=True, eq=False)
class Kinds:
    """What a server has.

    Attributes:
        known: By apiVersion and kind.
        silent: Groups with a version whose own server did not tell what it has.
    """

    known: Mapping[tuple[str, str], ApiKind]
    silent: frozenset[str] = field(default=frozenset())

    def get(self, api_version: str, kind: str) -> ApiKind | None:
        """The kind in that version; None if the server does not have it."""
        return self.known.get((api_version, kind))

    def versions(self, group: str, kind: str) -> tuple[ApiKind, ...]:
        """A kind in all versions the server has, the one it prefers first."""
        return tuple(each for each in self.known.values() if (each.group, each.kind) == (group, kind))


def ask_roots(client: Callable[[], Client], pool: ThreadPoolExecutor) -> Callable[[], Sequence[Answer]]:
    """Begin to ask for the documents that tell of all kinds; gives what waits for them.

    Args:
        client: Gives the client, and may wait for it.
        pool: Whose threads ask.
    """
    asked = [pool.submit(lambda path: client().get(path, accept=ACCEPT), path) for path in ROOTS]
    return lambda: [answer.result() for answer in asked]


def discover(
    client: Client,
    wanted: Iterable[str],
    roots: Sequence[Answer],
    each: Callable[[Callable[[str], Answer], Sequence[str]], list[Answer]],
) -> Kinds:
    """The kinds there are; of a server that has no document for all groups, those that are wanted.

    Args:
        client: The server.
        wanted: apiVersions.
        roots: The answers for `ROOTS`.
        each: Asks for several paths at once, as `map` would.

    Raises:
        ClusterFailed: The server does not tell anything.
    """
    for answer in roots:
        if not answer.ok:
            refusal = answer.refusal
            raise ClusterFailed(
                f"{client.cluster} does not tell which kinds it has: "
                f"{answer.status} {refusal.reason or refusal.message}".rstrip(),
                hint="is it a Kubernetes API server, and is this user in the group system:authenticated?",
            )
    if all(tree.text(answer.body, "kind") == AGGREGATED for answer in roots):
        return aggregated([answer.body for answer in roots])
    versions = sorted(set(wanted))
    paths = [f"/apis/{version}" if "/" in version else f"/api/{version}" for version in versions]

    def ask_one(path: str) -> Answer:
        try:
            return client.get(path)
        except ClusterFailed:  # a group may have a server of its own, which may be down
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE)

    return listed(zip(versions, each(ask_one, paths), strict=True))


def aggregated(documents: Iterable[object]) -> Kinds:
    """The kinds in APIGroupDiscoveryLists."""
    known: dict[tuple[str, str], ApiKind] = {}
    silent: set[str] = set()
    for document in documents:
        for item in tree.sequence(document, "items"):
            group = tree.text(item, "metadata", "name")
            for version in tree.sequence(item, "versions"):
                if tree.text(version, "freshness") == STALE:
                    silent.add(group)
                for found in _of_version(group, version):
                    known[found.api_version, found.kind] = found
    return Kinds(known, frozenset(silent))


def _of_version(group: str, version: object) -> Iterator[ApiKind]:
    name = tree.text(version, "version")
    for resource in tree.sequence(version, "resources"):
        if kind := tree.text(resource, "responseKind", "kind"):
            yield ApiKind(
                f"{group}/{name}" if group else name,
                kind,
                tree.text(resource, "resource"),
                tree.text(resource, "scope") == "Namespaced",
                frozenset(tree.texts(resource, "verbs")),
            )


def listed(answers: Iterable[tuple[str, Answer]]) -> Kinds:
    """The kinds in APIResourceLists, by the apiVersion asked for."""
    known: dict[tuple[str, str], ApiKind] = {}
    silent: set[str] = set()
    for version, answer in answers:
        if not answer.ok and tree.text(answer.body, "reason") != "NotFound":
            silent.add(version.rpartition("/")[0])
        for resource in tree.sequence(answer.body, "resources"):
            if (found := _resource(version, resource)) is not None:
                known[version, found.kind] = found
    return Kinds(known, frozenset(silent))


def _resource(version: str, resource: Any) -> ApiKind | None:  # noqa: ANN401 -- whatever the server says
    plural = tree.text(resource, "name")
    if not plural or "/" in plural:  # a subresource
        return None
    verbs = frozenset(tree.texts(resource, "verbs"))
    return ApiKind(
        version, tree.text(resource, "kind"), plural, tree.at(resource, "namespaced") is True, verbs
    )
