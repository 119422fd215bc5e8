"""What would an apply make of one object, by the API server's own word?"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from airkust.cluster.answer import Answer
from airkust.cluster.client import Client
from airkust.cluster.discovery import ApiKind
from airkust.cluster.json_patch import patch
from airkust.cluster.listing import Listing, Place, read
from airkust.cluster.target import Target
from airkust.diff.applier import applier, is_client_side
from airkust.diff.live import Live
from airkust.diff.noise import bare
from airkust.diff.packed import Packed
from airkust.diff.state import Refusal, State
from airkust.errors import ClusterFailed
from airkust.model import tree

READ_ONLY = "read-only: the API server was not asked"
MOVED_TRIES = 3
"""How often an object is asked for that somebody changes meanwhile."""

DENIED = re.compile(r'User ".*?" cannot (\w+) resource')
"""What an API server says where a role is missing; admission, quotas and webhooks say 403 in other words."""

PATCH = "patch"

NO_DRY_RUN = re.compile(r'admission webhook "([^"]*)" does not support dry run')
NO_NAMESPACE = re.compile(r'^namespaces "[^"]*" not found$')


class Predictor:
    """Asks for one object after the other; from any thread."""

    def __init__(
        self, client: Client, manager: str | None, missing: frozenset[str], *, read_only: bool
    ) -> None:
        """Ask nothing yet.

        Args:
            client: The server.
            manager: The field manager that is to apply; None for the one that did.
            missing: Namespaces that are not there: nothing can be live in them.
            read_only: Whether nothing is asked.
        """
        self._client = client
        self._manager = manager
        self._missing = missing
        self._read_only = read_only
        self._denied: dict[Place, str] = {}

    def state(self, target: Target, found: Listing | None) -> State:
        """An object beside the cluster.

        Args:
            target: The object.
            found: What was listed where it goes; None where nothing was.
        """
        state = State(target.id, target.desired)
        if target.new:
            return state
        if target.kind is None:
            return replace(state, error=target.error)
        if target.id.namespace in self._missing:
            return state
        try:
            state = self._with_live(state, target.kind, found)
            return state if state.refusal or state.error else self._packed(state, target.kind)
        except ClusterFailed as error:
            return replace(state, error=error.message)

    def _with_live(self, state: State, kind: ApiKind, found: Listing | None) -> State:
        """The state with the live object, read on its own where the place it is in could not be listed.

        Raises:
            ClusterFailed: There is no answer.
        """
        if found is not None and found.error:
            return replace(state, error=found.error)
        if found is not None and found.refusal is None:
            return replace(state, live=found.wanted.get(state.id.name))
        live = read(self._client, kind, state.id.namespace, state.id.name)
        if isinstance(live, Refusal):
            return replace(state, refusal=live)
        return replace(state, live=live)

    def _packed(self, state: State, kind: ApiKind) -> State:
        """The state with the prediction; where there is nothing to say, the live object is as it came.

        Raises:
            ClusterFailed: There is no answer.
        """
        came = state.live
        if came is None:
            return self._predicted(state, kind)
        live = came.unpacked()
        state = self._predicted(replace(state, live=live), kind)
        if live is came or state.live is not live:
            return state  # it was not packed, or somebody changed it meanwhile
        if state.predicted is None:
            return replace(state, live=came)
        if state.predicted is live.body:
            return replace(state, live=came, predicted=came.body)
        same = bare(state.predicted) == bare(live.body)
        return replace(state, live=came, predicted=Packed(state.predicted)) if same else state

    def _predicted(self, state: State, kind: ApiKind) -> State:
        place = kind, state.id.namespace
        if self._read_only or place in self._denied:
            return replace(state, approximate=self._denied.get(place, READ_ONLY))
        return self._asked(state, kind)

    def _asked(self, state: State, kind: ApiKind) -> State:
        """The state with the prediction; made again where somebody changed the object meanwhile.

        Raises:
            ClusterFailed: There is no answer.
        """
        identity = state.id
        path = kind.path(identity.namespace, identity.name)
        for _ in range(MOVED_TRIES):
            answer = self._dry_run(state, path)
            if not answer.ok:
                return self._refused(state, kind, answer)
            state = replace(
                state, predicted=shared(tree.mapping(answer.body), state.live), warnings=answer.warnings
            )
            if _is_of(answer, state.live):
                break
            found = read(self._client, kind, identity.namespace, identity.name)
            if isinstance(found, Refusal):
                return replace(state, refusal=found)
            state = replace(state, live=found)
        return state

    def _dry_run(self, state: State, path: str) -> Answer:
        """What the API server says an apply of the same kind as the last one comes to.

        A client-side apply that changes something is sent as the patch it comes to: as a server-side one it
        would keep what the manifest gives up, and be refused where a probe or a volume becomes another kind.

        Raises:
            ClusterFailed: There is no answer.
        """
        live, manager = state.live, applier(state.live, self._manager)
        # whoever names a manager applies server-side
        if live is not None and self._manager is None and is_client_side(live):
            from airkust.diff.local import client_side_request, predict  # noqa: PLC0415 -- rarely needed

            expected = predict(state.desired, live)
            if bare(expected) != bare(live.body):
                written = client_side_request(state.desired, live)
                operations = json.dumps(list(patch(live.body, written))).encode()
                return self._client.dry_run_json_patch(path, operations, manager=manager)
        return self._client.dry_run_apply(path, json.dumps(state.desired).encode(), manager=manager)

    def _refused(self, state: State, kind: ApiKind, answer: Answer) -> State:
        refusal = answer.refusal
        namespace = state.id.namespace
        denied = DENIED.search(refusal.message)
        if answer.status == HTTPStatus.FORBIDDEN and denied:
            where = f" in {namespace}" if namespace else ""
            reason = f"no permission to {denied[1]} {kind.plural}{where}"
            if denied[1] == PATCH:  # who may only not create is still asked about what is there
                self._denied[kind, namespace] = reason
            return replace(state, approximate=reason)
        if webhook := NO_DRY_RUN.search(refusal.message):
            return replace(state, approximate=f"admission webhook {webhook[1]} does not support dry run")
        if answer.status == HTTPStatus.NOT_FOUND and NO_NAMESPACE.match(refusal.message):
            return state  # nobody let us ask for the namespace: it is to be made, like the object
        return replace(state, refusal=refusal)


def shared(predicted: Mapping[str, Any], live: Live | None) -> Mapping[str, Any]:
    """The prediction; what is the same in the live object is the same thing, and takes no memory again."""
    same = _shared(predicted, live.body if live else None)
    return same if isinstance(same, Mapping) else predicted


def _shared(value: object, before: object) -> object:
    if type(value) is not type(before):  # True is not 1
        return value
    if isinstance(value, dict) and isinstance(before, dict):
        members = {key: _shared(inner, before.get(key)) for key, inner in value.items()}
        unchanged = members.keys() == before.keys() and all(members[key] is before[key] for key in members)
        return before if unchanged else members
    if isinstance(value, list) and isinstance(before, list):
        if len(value) != len(before):
            return value
        items = [_shared(*pair) for pair in zip(value, before, strict=True)]
        unchanged = all(one is other for one, other in zip(items, before, strict=True))
        return before if unchanged else items
    return before if value == before else value


def _is_of(answer: Answer, live: Live | None) -> bool:
    """Whether the prediction was made from this live object."""
    if live is None:
        return answer.status == HTTPStatus.CREATED
    return tree.text(answer.body, "metadata", "resourceVersion") == live.resource_version
