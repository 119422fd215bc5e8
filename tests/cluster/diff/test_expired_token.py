"""What does a user see whose token was good once?"""

from pathlib import Path

from tests.cluster.diff.objects import config_map, overlay
from tests.cluster.diff.users import expired_token, with_token
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl

from lab.layout import Lab


def test_an_expired_token_is_refused_with_a_hint(
    diff: Differ, own_lab: Lab, kubectl: Kubectl, tmp_path: Path
) -> None:
    token = expired_token(own_lab.pki / "service-account.key", kubectl.namespace)
    desired = overlay(tmp_path / "o", config_map("b"))
    ended = diff(desired, kubeconfig=with_token(kubectl, tmp_path / "expired", token))
    assert (ended.returncode, "expired" in ended.stderr, token in ended.stderr) == (2, True, False)
