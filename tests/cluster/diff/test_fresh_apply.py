"""Is nothing different, in every way of asking, when an overlay was just applied?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.cluster.diff.hands import apply, apply_server_side, edit
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import ROOT, Kubectl
from tests.conftest import Run
from tests.rendered import documents

OVERLAYS = {"ha-prod": "airflow", "dev": "airflow-dev"}
WAYS = {"client-side": apply, "server-side": apply_server_side}


@dataclass(frozen=True)
class Applied:
    """An overlay that was just applied.

    Attributes:
        namespace: Where.
    """

    name: str
    namespace: str

    @property
    def path(self) -> Path:
        return ROOT / "overlays" / self.name


@pytest.fixture(scope="module", params=[(name, way) for name in OVERLAYS for way in WAYS], ids="-".join)
def applied(request: pytest.FixtureRequest, api_lab: Path) -> Iterator[Applied]:
    """One of our overlays, applied in one of the two ways."""
    name, way = request.param
    overlay = Applied(name, OVERLAYS[name])
    admin = Kubectl(api_lab, "")
    admin.run("delete", "-k", str(overlay.path), "--ignore-not-found", "--wait")
    WAYS[way](admin, overlay.path)
    yield overlay
    admin.run("delete", "-k", str(overlay.path), "--ignore-not-found", "--wait")


@pytest.fixture
def look(airkust: Run, as_diff: Path, applied: Applied) -> Differ:
    """`airkust diff` in the overlay's namespace."""
    return Differ(airkust, as_diff, applied.namespace)


def test_nothing_differs(look: Differ, applied: Applied) -> None:
    verdict = look.verdict(applied.path)
    assert (verdict.code, verdict.differing, verdict.errors) == (0, {}, [])


def test_every_object_is_compared(look: Differ, applied: Applied) -> None:
    assert len(look.verdict(applied.path).fates) == len(documents(applied.name))


def test_every_object_is_exact(look: Differ, applied: Applied) -> None:
    assert look.verdict(applied.path).approximate == {}


def test_people_are_told_that_there_are_no_differences(look: Differ, applied: Applied) -> None:
    assert "no differences" in look(applied.path).stdout


def test_nothing_leads_to_anything(look: Differ, applied: Applied) -> None:
    assert look.verdict(applied.path).impacts == []


def test_nothing_differs_for_who_may_only_read(look: Differ, applied: Applied) -> None:
    verdict = look.verdict(applied.path, "--read-only")
    assert (verdict.code, verdict.differing, verdict.errors) == (0, {}, [])


def test_what_is_left_out_is_the_servers_own(look: Differ, applied: Applied) -> None:
    verdict = look.verdict(applied.path, "--explain-ignored")
    ours = [
        (name, hidden["field"])
        for name, each in verdict.objects.items()
        for hidden in each["ignored"]
        if hidden["field"].startswith(("spec", "data", "rules"))
    ]
    assert ours == []


def test_all_gates_are_open(look: Differ, applied: Applied) -> None:
    assert look.verdict(applied.path, "--fail-on", "recreate,restart,drift,ha").code == 0


GRACE = "spec.template.spec.terminationGracePeriodSeconds"
SCHEDULER = "deployment/airflow-scheduler"


def set_grace(seconds: str) -> str:
    """The script of an editor that changes how long pods may take to end."""
    return f"s/terminationGracePeriodSeconds: .*/terminationGracePeriodSeconds: {seconds}/"


def test_an_edit_by_hand_is_the_only_difference(look: Differ, applied: Applied, api_lab: Path) -> None:
    admin = Kubectl(api_lab, applied.namespace)
    before = admin.run("get", SCHEDULER, f"--output=jsonpath={{.{GRACE}}}")
    edit(admin, SCHEDULER, set_grace("7"))
    verdict = look.verdict(applied.path)
    edit(admin, SCHEDULER, set_grace(before))
    name = "Deployment/airflow-scheduler"
    assert (verdict.differing, verdict.causes(name)) == (
        {name: "changed"},
        {GRACE: ("drift", "kubectl-edit")},
    )
