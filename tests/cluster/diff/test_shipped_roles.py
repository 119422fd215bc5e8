"""Can a ServiceAccount with exactly the ClusterRoles of docs/rbac compare ha-prod?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.diff.hands import apply_server_side
from tests.cluster.diff.users import service_account
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import ROOT, Kubectl
from tests.conftest import Run

OVERLAY = ROOT / "overlays/ha-prod"
NAMESPACE = "airflow"
KINDS = ("exact", "read-only")


@pytest.fixture(scope="module")
def applied(api_lab: Path) -> Iterator[Kubectl]:
    """ha-prod and the roles, as docs/diff.md says."""
    admin, inside = Kubectl(api_lab, ""), Kubectl(api_lab, NAMESPACE)
    admin.run("delete", "-k", str(OVERLAY), "--ignore-not-found", "--wait")
    apply_server_side(admin, OVERLAY)
    for kind in KINDS:
        admin.run("apply", "--filename", str(ROOT / f"docs/rbac/diff-{kind}.yaml"))
    yield inside
    for kind in KINDS:
        admin.run("delete", "--filename", str(ROOT / f"docs/rbac/diff-{kind}.yaml"))
    admin.run("delete", "-k", str(OVERLAY), "--ignore-not-found", "--wait")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def account(applied: Kubectl, kind: str, tmp_path: Path) -> Iterator[Path]:
    """A ServiceAccount with the roles of one kind."""
    role, everywhere = f"airkust-diff-{kind}", f"airkust-diff-{kind}-cluster"
    yield service_account(applied, tmp_path / "account", role, cluster_roles=[everywhere])
    applied.run("delete", "serviceaccount/airkust-diff", f"rolebinding/{role}")
    applied.run("delete", f"clusterrolebinding/{everywhere}-{NAMESPACE}")


@pytest.fixture
def look(airkust: Run, account: Path) -> Differ:
    return Differ(airkust, account, NAMESPACE)


def test_nothing_differs_and_nothing_fails(look: Differ) -> None:
    verdict = look.verdict(OVERLAY)
    assert (verdict.code, verdict.differing, verdict.errors) == (0, {}, [])


def test_all_is_exact_with_the_one_and_approximate_with_the_other(look: Differ, kind: str) -> None:
    verdict = look.verdict(OVERLAY)
    expected = {"exact": 0, "read-only": len(verdict.objects)}
    assert len(verdict.approximate) == expected[kind]
