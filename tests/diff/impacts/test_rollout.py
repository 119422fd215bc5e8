"""Do we say which pods are replaced, and how?"""

from dataclasses import replace

import pytest
from tests.diff.impacts.sides import changed, in_document, messages, production, sides

from airkust.diff.impact import Gate, Impact
from airkust.diff.impacts.rollout import rollout_impacts
from airkust.model.facts import Facts, Tasks
from airkust.model.finding import Severity

DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: prod}
spec:
  replicas: 3
  minReadySeconds: 10
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  template:
    spec:
      terminationGracePeriodSeconds: 60
      containers:
      - name: web
        image: web:1
        startupProbe: {httpGet: {path: /}, periodSeconds: 5, failureThreshold: 12}
        readinessProbe: {httpGet: {path: /}, periodSeconds: 10, initialDelaySeconds: 2}
"""
STATEFUL_SET = changed(
    DEPLOYMENT,
    ("Deployment", "StatefulSet"),
    (
        "strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}",
        "updateStrategy: {}",
    ),
)
NEW_IMAGE = ("image: web:1", "image: web:2")


def rollout(before: str, *edits: tuple[str, str], after: str = "") -> list[Impact]:
    """The consequences of a change."""
    found = sides(before, changed(after or before, *edits))
    return list(rollout_impacts(found.before, found.after, found.objects))


def test_another_image_replaces_the_pods() -> None:
    [impact] = rollout(DEPLOYMENT, NEW_IMAGE)
    assert impact.gate is Gate.RESTART


def test_the_message_says_how_a_deployment_is_rolled() -> None:
    [impact] = rollout(DEPLOYMENT, NEW_IMAGE)
    assert impact.message == (
        "3 pods are replaced one at a time: each starts before an old one ends, and counts after 10 s of "
        "being ready; an old one has 60 s to end"
    )


def test_more_replicas_replace_no_pod() -> None:
    assert rollout(DEPLOYMENT, ("replicas: 3", "replicas: 4")) == []


def test_the_estimate_of_a_rolling_update() -> None:
    [impact] = rollout(DEPLOYMENT, NEW_IMAGE)
    assert impact.seconds == (3 * (2 + 10), 3 * (60 + 10 + 10) + 60)


def test_a_surge_of_several_takes_fewer_steps() -> None:
    [impact] = rollout(changed(DEPLOYMENT, ("maxSurge: 1", "maxSurge: 3")), NEW_IMAGE)
    assert impact.seconds == (2 + 10, 60 + 10 + 10 + 60)


def test_recreate_is_an_outage() -> None:
    [impact] = rollout(
        changed(
            DEPLOYMENT,
            ("{type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}", "{type: Recreate}"),
        ),
        NEW_IMAGE,
    )
    assert (impact.severity, "none serves meanwhile" in impact.message) == (Severity.WARNING, True)


def test_a_rolling_update_that_takes_all_pods_down_is_an_outage() -> None:
    [impact] = rollout(changed(DEPLOYMENT, ("maxUnavailable: 0", "maxUnavailable: 100%")), NEW_IMAGE)
    assert impact.severity is Severity.WARNING


def test_a_deployment_without_pods_replaces_none() -> None:
    [impact] = rollout(changed(DEPLOYMENT, ("replicas: 3", "replicas: 0")), NEW_IMAGE)
    assert impact.gate is None


def test_a_paused_deployment_waits_for_somebody() -> None:
    [impact] = rollout(changed(DEPLOYMENT, ("replicas: 3", "replicas: 3\n  paused: true")), NEW_IMAGE)
    assert (impact.gate, impact.fix) == (None, "kubectl rollout resume deployment/web -n prod")


def test_a_stateful_set_waits_for_each_pod_to_end() -> None:
    [impact] = rollout(STATEFUL_SET, NEW_IMAGE)
    assert impact.seconds == (3 * (2 + 10), 3 * (60 + 10 + 10 + 60))


def test_a_partition_keeps_pods_of_a_stateful_set() -> None:
    [impact] = rollout(
        changed(STATEFUL_SET, ("updateStrategy: {}", "updateStrategy: {rollingUpdate: {partition: 2}}")),
        NEW_IMAGE,
    )
    assert impact.message.startswith("1 pod is replaced")


def test_on_delete_replaces_no_pod() -> None:
    [impact] = rollout(
        changed(STATEFUL_SET, ("updateStrategy: {}", "updateStrategy: {type: OnDelete}")), NEW_IMAGE
    )
    assert impact.gate is None


def test_a_daemon_set_takes_as_many_steps_as_there_are_nodes() -> None:
    body = changed(STATEFUL_SET, ("StatefulSet", "DaemonSet"), ("  replicas: 3\n", ""))
    live = body + "status: {desiredNumberScheduled: 5}\n"
    [impact] = rollout(live, after=changed(body, NEW_IMAGE))
    assert impact.message.startswith("5 pods are replaced one at a time")


def test_a_daemon_set_on_unknown_nodes_has_no_estimate() -> None:
    [impact] = rollout(
        changed(STATEFUL_SET, ("StatefulSet", "DaemonSet"), ("  replicas: 3\n", "")), NEW_IMAGE
    )
    assert impact.seconds is None


def test_a_cron_job_replaces_no_pod() -> None:
    containers = "[{name: c, image: 'web:1'}]"
    cron = (
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\n"
        f"spec: {{jobTemplate: {{spec: {{template: {{spec: {{containers: {containers}}}}}}}}}}}\n"
    )
    [impact] = rollout(cron, ("web:1", "web:2"))
    assert impact.gate is None


def test_a_renamed_config_map_is_named_as_the_reason() -> None:
    old, new = "c-7cd52td42k", "c-hcd4dbtkch"
    config = f"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {old}, namespace: prod}}\ndata: {{}}\n"
    web = changed(
        DEPLOYMENT, ("image: web:1", f"image: web:1\n        envFrom: [{{configMapRef: {{name: {old}}}}}]")
    )
    [impact] = rollout(web + config, (old, new))
    assert [str(each) for each in impact.because] == [f"ConfigMap/{new}"]


def test_a_task_that_runs_in_a_celery_worker_is_cut_off() -> None:
    worker = changed(
        DEPLOYMENT, ("image: web:1", "image: apache/airflow:3.3.2\n        args: [celery, worker]")
    )
    [impact] = rollout(worker, ("3.3.2", "3.3.3"))
    assert "a task that takes longer than 60 s from then on is cut off" in impact.message


def test_a_task_that_may_take_longer_fails_the_gate_of_high_availability() -> None:
    worker = changed(
        DEPLOYMENT, ("image: web:1", "image: apache/airflow:3.3.2\n        args: [celery, worker]")
    )
    found = sides(worker, changed(worker, ("3.3.2", "3.3.3")))
    after = replace(found.after, facts=Facts(tasks=Tasks(longest_seconds=61)))
    gates = [impact.gate for impact in rollout_impacts(found.before, after, found.objects)]
    assert gates == [Gate.RESTART, Gate.HA]


def test_a_setting_of_the_whole_production_restarts_its_core_at_once() -> None:
    found = rollout(production(), ("airflow-config-7cd52td42k", "airflow-config-hcd4dbtkch"))
    assert (
        "Deployment/airflow-scheduler: the scheduler, dag-processor and triggerer start anew at the same time"
        in messages(tuple(found))
    )


def test_a_setting_of_one_component_does_not_restart_the_others() -> None:
    edited = in_document(
        production(),
        "Deployment",
        "airflow-triggerer",
        ("terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: 61"),
    )
    assert [impact.subject.name for impact in rollout(production(), after=edited)] == ["airflow-triggerer"]


def test_the_production_scheduler_takes_its_probes_time() -> None:
    edited = in_document(
        production(),
        "Deployment",
        "airflow-scheduler",
        ("terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: 90"),
    )
    [impact] = rollout(production(), after=edited)
    assert impact.seconds == (2 * 10, 2 * (5 * 120 + 10 + 10) + 90)


def test_another_template_of_the_task_pods_is_for_new_ones() -> None:
    edited = changed(
        production(),
        ("airflow-pod-template-tch8bd7858", "airflow-pod-template-hcd4dbtkch"),
        ("terminationGracePeriodSeconds: 120", "terminationGracePeriodSeconds: 130"),
    )
    found = messages(tuple(rollout(production(), after=edited)))
    assert (
        "ConfigMap/airflow-pod-template-hcd4dbtkch: task pods that run keep the old template; those made "
        "from now on take the new"
    ) in found


@pytest.mark.parametrize(
    "spec",
    ["[]", "3", "{template: [], replicas: x, strategy: 1}", "{strategy: {rollingUpdate: {maxSurge: x}}}"],
)
def test_nothing_ill_typed_raises(spec: str) -> None:
    head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: "
    assert isinstance(rollout(head + "{template: {spec: {a: 1}}}", after=head + spec), list)
