"""What are the pods of tasks like, once Airflow has filled the template in?"""

from tests.model.manifests import config_map, rendering

from airkust.model.task_pods import TaskPods, task_pods

TEMPLATE = """\
apiVersion: v1
kind: Pod
metadata: {name: t, labels: {role: task, dag_id: mine}}
spec: {containers: [{name: base, image: 'apache/airflow:3.3.2'}]}"""


def scheduler(*sources: str, **variables: str) -> str:
    env = ", ".join(f"{{name: {name}, value: '{value}'}}" for name, value in variables.items())
    refs = ", ".join(f"{{configMapRef: {{name: {name}}}}}" for name in sources)
    return f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: scheduler, namespace: airflow}}
spec:
  template:
    spec:
      containers:
        - name: airflow
          args: [airflow, scheduler]
          envFrom: [{refs}]
          env: [{env}]
          volumeMounts: [{{name: t, mountPath: /t}}]
      volumes: [{{name: t, configMap: {{name: template}}}}]
"""


def pods(*sources: str, **variables: str) -> TaskPods:
    """Those of a scheduler with a template."""
    names = {"CORE__EXECUTOR": "KubernetesExecutor", "KUBERNETES_EXECUTOR__POD_TEMPLATE_FILE": "/t/pod.yaml"}
    spelled = {f"AIRFLOW__{name}": value for name, value in {**names, **variables}.items()}
    [found] = task_pods(
        rendering(config_map("template", pod__yaml=TEMPLATE), scheduler(*sources, **spelled)).airflow
    )
    return found


def test_they_carry_the_labels_of_the_template_and_of_airflow() -> None:
    labels = pods().labels
    assert (labels["role"], labels["kubernetes_executor"]) == ("task", "True")


def test_a_label_of_airflow_wins_over_the_templates() -> None:
    assert pods().labels["dag_id"] != "mine"


def test_they_run_the_image_of_the_templates_base_container() -> None:
    image = pods().image
    assert image is not None
    assert (image.text, image.field) == (
        "apache/airflow:3.3.2",
        'data["pod.yaml"].spec.containers[0].image',
    )


def test_the_two_settings_win_over_the_template() -> None:
    image = pods(
        KUBERNETES_EXECUTOR__WORKER_CONTAINER_REPOSITORY="mine", KUBERNETES_EXECUTOR__WORKER_CONTAINER_TAG="4"
    ).image
    assert image is not None
    assert image.text == "mine:4"


def test_a_tag_without_a_repository_changes_nothing() -> None:
    image = pods(KUBERNETES_EXECUTOR__WORKER_CONTAINER_TAG="4").image
    assert image is not None
    assert image.text == "apache/airflow:3.3.2"


def test_an_image_that_may_be_named_outside_is_not_known() -> None:
    assert pods("made-outside").image is None


def test_a_command_that_names_an_image_is_not_run() -> None:
    image = pods(KUBERNETES_EXECUTOR__WORKER_CONTAINER_REPOSITORY_CMD="which-image").image
    assert image is not None
    assert image.text == "apache/airflow:3.3.2"


def test_they_run_where_the_setting_says() -> None:
    assert pods(KUBERNETES_EXECUTOR__NAMESPACE="tasks").namespace == "tasks"


def test_without_the_setting_they_run_in_the_namespace_default() -> None:
    assert pods().namespace == "default"


def test_they_run_beside_the_scheduler_where_the_setting_follows_its_pod() -> None:
    assert pods(KUBERNETES_EXECUTOR__NAMESPACE="airflow").beside_scheduler
    assert not pods(KUBERNETES_EXECUTOR__NAMESPACE="tasks").beside_scheduler
    source = "{fieldRef: {fieldPath: metadata.namespace}}"
    own = f"{{name: AIRFLOW__KUBERNETES_EXECUTOR__NAMESPACE, valueFrom: {source}}}"
    manifest = scheduler(AIRFLOW__CORE__EXECUTOR="KubernetesExecutor").replace("env: [", f"env: [{own}, ")
    [found] = task_pods(rendering(manifest.replace(", namespace: airflow", "")).airflow)
    assert (found.namespace, found.beside_scheduler) == ("", True)


def test_without_a_template_they_are_named_after_the_scheduler() -> None:
    [found] = task_pods(rendering(scheduler(AIRFLOW__CORE__EXECUTOR="KubernetesExecutor")).airflow)
    assert (str(found.subject), found.image) == ("Deployment/scheduler", None)


def test_the_local_executor_makes_none() -> None:
    assert task_pods(rendering(scheduler(AIRFLOW__CORE__EXECUTOR="LocalExecutor")).airflow) == ()


def test_an_executor_that_stands_elsewhere_is_a_missing_fact() -> None:
    [found] = task_pods(rendering(scheduler("site")).airflow)
    assert found.unknown == "the executor: ConfigMap/site"
