"""Are custom resources compared as well as the kinds that every cluster has?"""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.diff.hands import apply, apply_server_side
from tests.cluster.diff.objects import definition, overlay
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl


@pytest.fixture(scope="module")
def group(api_lab: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A group with the kind Gadget."""
    name = f"g{uuid.uuid4().hex[:8]}.example.org"
    admin = Kubectl(api_lab)
    defined = overlay(tmp_path_factory.mktemp("definition"), definition("Gadget", name, plural="gadgets"))
    admin.run("apply", "-k", str(defined))
    admin.run("wait", f"customresourcedefinition/gadgets.{name}", "--for=condition=Established")
    yield name
    admin.run("delete", "-k", str(defined))


def gadget(group: str, *sizes: int) -> dict[str, object]:
    spec = {"sizes": list(sizes), "mode": "fast"}
    return {"apiVersion": f"{group}/v1", "kind": "Gadget", "metadata": {"name": "x"}, "spec": spec}


def test_one_that_was_just_applied_is_the_same(
    group: str, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, gadget(group, 1, 2))
    apply_server_side(kubectl, desired)
    assert diff.settled(desired).fates == {"Gadget/x": "same"}


def test_an_item_of_a_list_is_compared(group: str, diff: Differ, kubectl: Kubectl, tmp_path: Path) -> None:
    apply_server_side(kubectl, overlay(tmp_path, gadget(group, 1, 2)))
    verdict = diff.settled(overlay(tmp_path, gadget(group, 1, 3)))
    assert verdict.changes("Gadget/x") == {"spec.sizes[1]": (2, 3)}


def test_a_list_that_client_side_apply_shortens_gets_shorter(
    group: str, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    apply(kubectl, overlay(tmp_path, gadget(group, 1, 2)))
    verdict = diff.settled(overlay(tmp_path, gadget(group, 1)))
    assert verdict.changes("Gadget/x") == {"spec.sizes[1]": (2, None)}
