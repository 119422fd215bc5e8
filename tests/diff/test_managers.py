"""What people call those who write to objects."""

import pytest

from airkust.diff.managers import is_autoscaler, person_readable
from airkust.diff.owners import Owner


@pytest.mark.parametrize(
    ("manager", "subresource", "name"),
    [
        ("kubectl-edit", "", "kubectl edit"),
        ("kubectl-client-side-apply", "", "kubectl apply"),
        ("kubectl", "scale", "kubectl scale"),
        ("kube-controller-manager", "scale", "the HorizontalPodAutoscaler"),
        ("argocd-controller", "", "Argo CD"),
        ("our-own-robot", "", "our-own-robot"),
        ("", "", "somebody unnamed"),
    ],
)
def test_a_manager_is_called_what_people_call_it(manager: str, subresource: str, name: str) -> None:
    assert person_readable(Owner(manager, "Update", subresource)) == name


@pytest.mark.parametrize(
    ("manager", "subresource", "scales"),
    [
        ("kube-controller-manager", "scale", True),
        ("keda-operator", "scale", True),
        ("vpa-updater", "", True),
        ("kube-controller-manager", "", False),
        ("kubectl", "scale", False),
        ("kubectl-edit", "", False),
    ],
)
def test_a_person_who_scales_is_no_autoscaler(manager: str, subresource: str, *, scales: bool) -> None:
    assert is_autoscaler(Owner(manager, "Update", subresource)) is scales
