"""Is what comes in many pages read whole, and kept in little memory?"""

from pathlib import Path

import pytest
from tests.cluster.diff.collecting import apply, ask
from tests.cluster.diff.fault_proxy import FaultProxy
from tests.cluster.diff.objects import config_map
from tests.cluster.kubectl import Kubectl

from airkust.cluster import listing
from airkust.diff.comparison import Fate
from airkust.diff.judge import judge
from airkust.diff.masking import Masker
from airkust.diff.packed import Packed
from airkust.diff.state import State


def is_packed(state: State) -> bool:
    return state.live is not None and isinstance(state.live.body, Packed)


def test_a_list_of_many_pages_is_read_to_its_end(
    kubectl: Kubectl, as_diff: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    maps = [config_map(f"c{number}") for number in range(7)]
    apply(kubectl, tmp_path, *maps)
    assert all(state.live for state in ask(as_diff, kubectl.namespace, *maps, read_only=True).states)


def test_a_list_that_is_forgotten_half_way_is_made_up_for(
    kubectl: Kubectl, faults: FaultProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    maps = [config_map(f"c{number}") for number in range(7)]
    apply(kubectl, tmp_path, *maps)
    faults.fail("continue=", 410)
    assert all(state.live for state in ask(faults.kubeconfig, kubectl.namespace, *maps).states)


def of_many(
    kubectl: Kubectl, as_diff: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *flags: str
) -> list[State]:
    """Seven objects that lists of two are asked for, the first of which is to change."""
    monkeypatch.setattr(listing, "PAGE", 2)
    maps = [config_map(f"c{number}") for number in range(7)]
    apply(kubectl, folder, *maps, flags=flags)
    changed = config_map("c0", changed="yes")
    return list(ask(as_diff, kubectl.namespace, changed, *maps[1:]).states)


def verdicts(states: list[State]) -> list[Fate]:
    return [judge(state, Masker(b"key"), source=None, manager=None).fate for state in states]


@pytest.mark.parametrize("flags", [(), ("--server-side",)], ids=["client-side", "server-side"])
def test_of_many_objects_those_that_stay_are_packed(
    kubectl: Kubectl, as_diff: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...]
) -> None:
    first, *others = of_many(kubectl, as_diff, tmp_path, monkeypatch, *flags)
    assert (is_packed(first), [*map(is_packed, others)]) == (False, [True] * 6)


@pytest.mark.parametrize("flags", [(), ("--server-side",)], ids=["client-side", "server-side"])
def test_many_objects_are_judged_as_few_are(
    kubectl: Kubectl, as_diff: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...]
) -> None:
    states = of_many(kubectl, as_diff, tmp_path, monkeypatch, *flags)
    assert verdicts(states) == [Fate.CHANGED] + [Fate.SAME] * 6
