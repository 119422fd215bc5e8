"""Which pods carry a token for the Kubernetes API."""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.token import mounts_token

ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata: {name: s}
automountServiceAccountToken: """
PROJECTED = "volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: token}}]}}]"


@pytest.mark.parametrize(
    ("spec", "account", "expected"),
    [
        ("", "", True),
        ("automountServiceAccountToken: false", "", False),
        ("serviceAccountName: s", "", None),
        ("serviceAccountName: s", "true", True),
        ("serviceAccountName: s", "false", False),
        ("serviceAccountName: s", "null", True),
        ("serviceAccountName: s, automountServiceAccountToken: true", "false", True),
        ("serviceAccountName: s, automountServiceAccountToken: false", "true", False),
        (f"automountServiceAccountToken: false, {PROJECTED}", "", True),
    ],
)
def test_the_pod_speaks_before_its_account(spec: str, account: str, expected: bool | None) -> None:  # noqa: FBT001 -- the expectation
    manifests = [pod("args: [scheduler]", spec)]
    if account:
        manifests.append(ACCOUNT + account)
    rendering, workload = only_workload(*manifests)
    assert mounts_token(rendering.index, workload) is expected
