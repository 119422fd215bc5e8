"""Executors and task pods are found through the scheduler's own configuration."""

import pytest
from tests.model.manifests import config_map, pod, rendering

from airkust.model.airflow import PodTemplate

TEMPLATE = "kind: Pod\nmetadata: {labels: {a: task}}\nspec:\n  containers: [{name: base, image: i}]"
PATH = "{name: AIRFLOW__KUBERNETES_EXECUTOR__POD_TEMPLATE_FILE, value: /c/pod_template.yaml}"
MOUNT = "volumeMounts: [{name: c, mountPath: /c}]"
VOLUME = "volumes: [{name: c, configMap: {name: cm}}]"
SCHEDULER = pod(f"args: [airflow, scheduler], env: [{PATH}], {MOUNT}", VOLUME, name="scheduler")


def template(*documents: str) -> PodTemplate:
    [found] = rendering(*documents).airflow.pod_templates
    return found


@pytest.mark.parametrize(
    ("text", "executors"),
    [
        ("KubernetesExecutor", ("KubernetesExecutor",)),
        ("CeleryExecutor, KubernetesExecutor", ("CeleryExecutor", "KubernetesExecutor")),
        ("SequentialExecutor", ("LocalExecutor",)),
        ("my.module.ShinyExecutor", ("ShinyExecutor",)),
        ("fast:my.module.ShinyExecutor,KubernetesExecutor", ("ShinyExecutor", "KubernetesExecutor")),
    ],
)
def test_executors_go_by_their_class_names(text: str, executors: tuple[str, ...]) -> None:
    scheduler = pod(f"args: [scheduler], env: [{{name: AIRFLOW__CORE__EXECUTOR, value: '{text}'}}]")
    assert rendering(scheduler).airflow.executors == executors


def test_the_default_executor_is_the_local_one() -> None:
    assert rendering(pod("args: [scheduler]")).airflow.executors == ("LocalExecutor",)


def test_without_a_scheduler_no_executor_is_known() -> None:
    assert rendering(pod("args: [triggerer]")).airflow.executors == ()


def test_a_pod_template_in_a_config_map_is_a_workload() -> None:
    found = template(SCHEDULER, config_map("cm", pod_template__yaml=TEMPLATE))
    assert found.workload is not None
    assert (str(found.workload), found.workload.kind, found.workload.pod_labels) == (
        "ConfigMap/cm",
        "Pod",
        {"a": "task"},
    )


def test_a_field_of_a_task_pod_goes_on_inside_the_config_map() -> None:
    [task_pod] = rendering(SCHEDULER, config_map("cm", pod_template__yaml=TEMPLATE)).airflow.task_pods
    assert task_pod.containers[0].field == 'data["pod_template.yaml"].spec.containers[0]'


def test_two_schedulers_with_one_template_make_one() -> None:
    other = SCHEDULER.replace("name: scheduler", "name: second")
    found = rendering(SCHEDULER, other, config_map("cm", pod_template__yaml=TEMPLATE))
    assert len(found.airflow.pod_templates) == 1


def test_no_template_is_configured_by_default() -> None:
    assert rendering(pod("args: [scheduler]")).airflow.pod_templates == ()


def test_a_template_that_is_broken_says_why() -> None:
    found = template(SCHEDULER, config_map("cm", pod_template__yaml="a: ["))
    assert (found.workload, found.unknown, found.problem.partition(" invalid")[0]) == (
        None,
        False,
        'data["pod_template.yaml"] of ConfigMap/cm: pod_template.yaml:2:',
    )


@pytest.mark.parametrize("text", ["- a", "word"])
def test_a_template_that_is_no_mapping_holds_no_pod(text: str) -> None:
    found = template(SCHEDULER, config_map("cm", pod_template__yaml=text))
    assert found.problem == 'data["pod_template.yaml"] of ConfigMap/cm: it holds no pod'


@pytest.mark.parametrize(
    ("documents", "problem"),
    [
        ([SCHEDULER], "it stands in ConfigMap/cm"),
        (
            [pod(f"args: [scheduler], env: [{PATH}]")],
            "no ConfigMap is mounted there: it must be in the image",
        ),
        (
            [SCHEDULER.replace("configMap: {name: cm}", "secret: {secretName: s}")],
            "it stands in Secret/s",
        ),
    ],
)
def test_a_template_that_is_not_rendered_is_unknown(documents: list[str], problem: str) -> None:
    found = template(*documents)
    assert (found.unknown, found.problem) == (True, problem)
