"""Whatever stands where something else belongs, nothing raises."""

from typing import Any

import pytest
from tests.diff.recorded import container, deployment, identity, live, read
from tests.ill_typed import paths, replaced

from airkust.diff.cause import cause_of
from airkust.diff.change import Change, ChangeKind, Item
from airkust.diff.impacts.kept import kept_fields
from airkust.diff.live import Live
from airkust.diff.local import client_side_request, predict
from airkust.diff.noise import bare
from airkust.diff.state import State

RECORDINGS = ["client-side-then-changed", "server-side-then-changed"]
IMAGE = ("spec", "template", "spec", "containers", Item((("name", "airflow"),)), "image")


def judge(desired: dict[str, Any], known: Live) -> None:
    state = State(identity(deployment()), desired, known)
    bare(predict(desired, known))
    client_side_request(desired, known)
    kept_fields(state, "kubectl")
    for path in (IMAGE, ("spec", "replicas"), ("spec", "template", "spec", "tolerations", 0)):
        cause_of(Change(path, ChangeKind.CHANGED), state, applied_by="kubectl")


@pytest.mark.parametrize("junk", [None, "junk", 7, {}, [None]])
@pytest.mark.parametrize("name", RECORDINGS)
def test_an_odd_manifest_does_not_raise(name: str, junk: object) -> None:
    for path in paths(deployment()):
        judge(replaced(deployment(), path, junk), live(name))


@pytest.mark.parametrize("junk", [None, 7, {"junk": ["junk"]}])
@pytest.mark.parametrize("name", RECORDINGS)
def test_an_odd_live_object_does_not_raise(name: str, junk: object) -> None:
    body, desired = read(name), deployment()
    del container(desired)["env"][0], container(desired)["readinessProbe"]["periodSeconds"]
    for path in [*paths(body)][::3]:
        odd = replaced(body, path, junk)
        judge(desired, Live(identity(body), odd, live(name).last_applied))


@pytest.mark.parametrize("junk", [None, 7, {"junk": ["junk"]}])
def test_an_odd_note_does_not_raise(junk: object) -> None:
    noted = dict(live("client-side").last_applied or {})
    for path in paths(noted):
        known = live("client-side-then-changed")
        judge(deployment(), Live(known.id, known.body, replaced(noted, path, junk)))
