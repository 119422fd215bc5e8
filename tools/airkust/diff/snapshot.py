"""How is the live state kept, to be compared with later and elsewhere?

JSON: what the cluster held when it was read, Secrets masked. Nothing in it opens anything.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from airkust.diff.live import Live, identity_of
from airkust.diff.state import Collected, State
from airkust.errors import InputError
from airkust.model import tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId

KIND = "airkust-snapshot"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The live state of some time, without secrets.

    Attributes:
        at: When it was read, with a time zone.
        cluster: The name of the context it came from.
        version: Of the API server.
        namespace: Where objects went that name none.
        key_id: Of the key its secrets are masked with.
        objects: What was there.
    """

    at: datetime
    cluster: str
    version: str
    namespace: str
    key_id: str
    objects: tuple[Live, ...]


def dump(snapshot: Snapshot) -> bytes:
    """A snapshot as a file; the same snapshot gives the same bytes."""
    document = {
        "kind": KIND,
        "version": VERSION,
        "at": snapshot.at.isoformat(),
        "cluster": snapshot.cluster,
        "serverVersion": snapshot.version,
        "namespace": snapshot.namespace,
        "keyId": snapshot.key_id,
        "objects": [
            {"object": live.body, "lastApplied": live.last_applied}
            for live in sorted(snapshot.objects, key=lambda live: live.id)
        ],
    }
    return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode(errors="replace")


def load(data: bytes, name: str) -> Snapshot:
    """Read a snapshot back.

    Args:
        data: The file.
        name: What to call it in messages.

    Raises:
        InputError: It is none, or one of a newer airkust.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise InputError(f"{name}: no snapshot of airkust", hint="`airkust diff --snapshot FILE` writes one")
    if document.get("version") != VERSION:
        raise InputError(
            f"{name}: version: {document.get('version')!r} is not known here",
            hint="take it anew with this airkust, or use the airkust that wrote it",
        )
    try:
        at = datetime.fromisoformat(tree.text(document, "at"))
    except ValueError:
        at = datetime.min  # noqa: DTZ901 -- refused in the next line
    if at.tzinfo is None:
        raise InputError(f"{name}: at: no date with a time zone")
    objects = (_live(entry) for entry in tree.sequence(document, "objects"))
    return Snapshot(
        at,
        tree.text(document, "cluster"),
        tree.text(document, "serverVersion"),
        tree.text(document, "namespace") or "default",
        tree.text(document, "keyId"),
        tuple(live for live in objects if live),
    )


def beside(rendering: Rendering, snapshot: Snapshot, *, namespace: str | None = None) -> Collected:
    """A rendering beside a snapshot, as if the cluster had been asked for nothing but its objects.

    Args:
        rendering: Its Secrets are not masked by this.
        snapshot: The live state.
        namespace: Where objects go that name none; None for where they went then.
    """
    known = {live.id: live for live in snapshot.objects}
    where = namespace or snapshot.namespace
    states = tuple(_state(resource, known, where) for resource in rendering)
    rendered = {state.id for state in states}
    others = tuple(live for live in snapshot.objects if live.id not in rendered)
    return Collected(states, others, snapshot.version, snapshot.cluster)


def _state(resource: Resource, known: Mapping[ResourceId, Live], namespace: str) -> State:
    why = "compared with a snapshot"
    there = replace(resource.id, namespace=namespace)
    if resource.namespace or resource.id in known or there not in known:
        return State(resource.id, resource.body, known.get(resource.id), approximate=why)
    body = {**resource.body, "metadata": {**resource.body["metadata"], "namespace": namespace}}
    return State(there, body, known[there], approximate=why)


def _live(entry: object) -> Live | None:
    body = tree.mapping(entry, "object")
    noted = tree.at(entry, "lastApplied")
    identity = identity_of(body)
    if identity is None:
        return None
    return Live(identity, body, noted if isinstance(noted, dict) else None)
