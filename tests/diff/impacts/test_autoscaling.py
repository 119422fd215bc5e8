"""What an apply does to a workload that an autoscaler sizes."""

import copy
from typing import Any

from tests.diff.recorded import deployment, identity, live

from airkust.diff.impact import Gate, Impact
from airkust.diff.impacts.autoscaling import autoscaling_impacts
from airkust.diff.live import Live
from airkust.diff.local import predict
from airkust.diff.state import State
from airkust.model.finding import Severity
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource


def scaler(*, now: int = 2) -> dict[str, Any]:
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": "h", "namespace": "airflow"},
        "spec": {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "airflow-scheduler"},
            "minReplicas": 2,
            "maxReplicas": 9,
        },
        "status": {"currentReplicas": now},
    }


def impacts(
    name: str, *rendered: dict[str, Any], replicas: int | None, others: tuple[Live, ...] = ()
) -> list[Impact]:
    desired = deployment()
    if replicas is None:
        del desired["spec"]["replicas"]
    else:
        desired["spec"]["replicas"] = replicas
    after = [copy.deepcopy(dict(predict(desired, live(name)))), *rendered]
    resources = tuple(Resource(identity(body), body["apiVersion"], body) for body in after)
    state = State(identity(desired), desired, live(name))
    return [*autoscaling_impacts(Rendering("test", resources), [state], others)]


def running(body: dict[str, Any]) -> tuple[Live, ...]:
    return (Live(identity(body), body),)


def test_an_autoscaler_beside_replicas_in_the_manifest_fights() -> None:
    [impact] = impacts("server-side-then-changed", scaler(), replicas=2)
    assert impact.message == (
        "spec.replicas is 2 in the manifest, and HorizontalPodAutoscaler/h sets it as well: the two fight: "
        "7 pods become 2 at once"
    )


def test_an_autoscaler_that_only_runs_fights_too() -> None:
    [impact] = impacts("server-side", replicas=2, others=running(scaler()))
    assert (impact.severity, impact.because) == (Severity.WARNING, (identity(scaler()),))


def test_replicas_given_up_before_the_autoscaler_owns_them_become_one() -> None:
    [impact] = impacts("server-side", scaler(), replicas=None)
    assert (impact.gate, impact.severity) == (Gate.HA, Severity.ERROR)
    assert "HorizontalPodAutoscaler/h does not own it yet: 2 pods become 1" in impact.message


def test_replicas_given_up_under_client_side_apply_become_one() -> None:
    [impact] = impacts("client-side-then-changed", scaler(), replicas=None)
    assert "7 pods become 1" in impact.message


def test_replicas_given_up_without_an_autoscaler_become_one() -> None:
    [impact] = impacts("server-side", replicas=None)
    assert "nobody else owns it: 2 pods become 1" in impact.message


def test_replicas_that_the_autoscaler_owns_can_be_given_up() -> None:
    assert impacts("server-side-then-changed", scaler(), replicas=None) == []


def test_replicas_without_an_autoscaler_are_fine() -> None:
    assert impacts("server-side", replicas=3) == []


def test_an_autoscaler_of_another_workload_is_no_matter() -> None:
    other = scaler()
    other["spec"]["scaleTargetRef"]["name"] = "airflow-triggerer"
    assert impacts("server-side", other, replicas=2) == []


def test_an_autoscaler_at_its_limit_is_told() -> None:
    [_, impact] = impacts("server-side", replicas=2, others=running(scaler(now=9)))
    assert impact.message == "it runs 9 pods, and may run no more: spec.maxReplicas is 9"
