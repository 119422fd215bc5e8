"""Is what comes in many pages read whole, and kept in little memory?"""

from pathlib import Path

import pytest
from tests.cluster.diff.collecting import apply, ask
from tests.cluster.diff.fault_proxy import FaultProxy
from tests.cluster.diff.objects import Manifest, config_map
from tests.cluster.kubectl import Kubectl

from airkust.cluster import listing
from airkust.diff.comparison import Fate
from airkust.diff.judge import judge
from airkust.diff.masking import Masker
from airkust.diff.packed import Packed
from airkust.diff.state import State


def is_packed(state: State) -> bool:
    return state.live is not None and isinstance(state.live.body, Packed)


@pytest.fixture
def maps(monkeypatch: pytest.MonkeyPatch) -> list[Manifest]:
    """Seven objects that lists of two are asked for."""
    monkeypatch.setattr(listing, "PAGE", 2)
    return [config_map(f"c{number}") for number in range(7)]


def test_a_list_of_many_pages_is_read_to_its_end(
    kubectl: Kubectl, as_diff: Path, tmp_path: Path, maps: list[Manifest]
) -> None:
    apply(kubectl, tmp_path, *maps)
    assert all(state.live for state in ask(as_diff, kubectl.namespace, *maps, read_only=True).states)


def test_a_list_that_is_forgotten_half_way_is_made_up_for(
    kubectl: Kubectl, faults: FaultProxy, tmp_path: Path, maps: list[Manifest]
) -> None:
    apply(kubectl, tmp_path, *maps)
    faults.fail("continue=", 410)
    assert all(state.live for state in ask(faults.kubeconfig, kubectl.namespace, *maps).states)


@pytest.fixture(params=[(), ("--server-side",)], ids=["client-side", "server-side"])
def states(
    request: pytest.FixtureRequest, kubectl: Kubectl, as_diff: Path, tmp_path: Path, maps: list[Manifest]
) -> list[State]:
    """The seven, applied, the first of which is to change."""
    apply(kubectl, tmp_path, *maps, flags=request.param)
    changed = config_map("c0", changed="yes")
    return list(ask(as_diff, kubectl.namespace, changed, *maps[1:]).states)


def test_of_many_objects_those_that_stay_are_packed(states: list[State]) -> None:
    first, *others = states
    assert (is_packed(first), [*map(is_packed, others)]) == (False, [True] * 6)


def test_many_objects_are_judged_as_few_are(states: list[State]) -> None:
    verdicts = [judge(state, Masker(b"key"), source=None, manager=None).fate for state in states]
    assert verdicts == [Fate.CHANGED] + [Fate.SAME] * 6
