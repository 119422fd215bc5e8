"""What are the pods of tasks like, once Airflow has filled the template in?

Source: `kube_config.py` and `pod_generator.py` of apache-airflow-providers-cncf-kubernetes 10.25.0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from airkust.model.airflow import Airflow, AirflowContainer, PodTemplate
from airkust.model.commands import Component
from airkust.model.number import missing
from airkust.model.resource import ResourceId
from airkust.model.value import Setting, Undetermined

ADDED_LABELS: Mapping[str, str] = {
    "airflow-worker": "0",
    "airflow_version": "0",
    "dag_id": "any",
    "kubernetes_executor": "True",
    "run_id": "any",
    "task_id": "any",
    "try_number": "1",
}
"""What every task pod carries besides the template's labels. Only the keys and the "True" are certain."""

SECTIONS = ("kubernetes_executor", "kubernetes")
"""The second one is Airflow 2's."""

OWN_NAMESPACE = Undetermined("the pod's metadata.namespace")
"""A setting that follows the pod, in manifests that leave the namespace to kubectl."""


@dataclass(frozen=True, slots=True)
class NamedImage:
    """An image reference and the place that names it."""

    text: str
    subject: ResourceId
    field: str


@dataclass(frozen=True, eq=False)
class TaskPods:
    """The pods one scheduler makes.

    Attributes:
        scheduler: Who makes them.
        template: What from; None where the scheduler is told no file and Airflow takes its own.
        executor: The scheduler's `[core] executor`.
    """

    scheduler: AirflowContainer
    template: PodTemplate | None
    executor: Setting

    @property
    def possible(self) -> bool:
        """Whether the scheduler makes any, as far as the manifests tell."""
        return bool(self.executor_fact) or "Kubernetes" in (self.executor.text or "")

    @property
    def executor_fact(self) -> str:
        """Why the manifests do not tell the executor, for instance a Secret holds it; "" where they do."""
        hidden = self.executor.value is not None and self.executor.text is None
        return f"the executor: {missing(self.executor)}" if hidden else ""

    @property
    def unknown(self) -> str:
        """The fact without which nothing can be said about them; "" where the manifests tell."""
        if self.executor_fact:
            return self.executor_fact
        if self.template and self.template.unknown:
            return f"the pod template {self.template.path}: {self.template.problem}"
        return ""

    @property
    def subject(self) -> ResourceId:
        """The object to name them after: what holds the template, else the scheduler."""
        workload = self.template.workload if self.template else None
        return (workload or self.scheduler.workload).id

    @property
    def labels(self) -> Mapping[str, str]:
        """The template's labels and those Airflow adds."""
        workload = self.template.workload if self.template else None
        return {**(workload.pod_labels if workload else {}), **ADDED_LABELS}

    @property
    def namespace(self) -> str:
        """Where they run; "" where the manifests do not tell."""
        return self.namespace_setting.text or ""

    @property
    def namespace_setting(self) -> Setting:
        """The setting that says where they run."""
        return self.setting("namespace")

    @property
    def beside_scheduler(self) -> bool:
        """Whether they run in the scheduler's own namespace, whichever that will be."""
        value = self.namespace_setting.value
        return value == OWN_NAMESPACE or self.namespace == self.scheduler.workload.namespace != ""

    @property
    def image(self) -> NamedImage | None:
        """What they run: the two settings, where both are set, before the template's container.

        None where neither says, or where a setting is made elsewhere.
        """
        repository, tag = (self.setting(f"worker_container_{part}") for part in ("repository", "tag"))
        if any(setting.value is not None and setting.text is None for setting in (repository, tag)):
            return None
        if repository.text and tag.text:
            holder = tag.holder or self.scheduler.workload.id
            return NamedImage(f"{repository.text}:{tag.text}", holder, tag.field)
        workload = self.template.workload if self.template else None
        if workload is None or not workload.containers or not workload.containers[0].image:
            return None
        first = workload.containers[0]  # Airflow calls it `base`, whatever it was
        return NamedImage(first.image, workload.id, first.field_of("image"))

    def setting(self, key: str) -> Setting:
        """An option of the executor, for instance `worker_pods_creation_batch_size`."""
        found = [self.scheduler.settings.get(section, key) for section in SECTIONS]
        return next((setting for setting in found if not setting.is_default), found[0])


def task_pods(airflow: Airflow) -> tuple[TaskPods, ...]:
    """The pods the KubernetesExecutor makes, one entry per template; () where it surely does not run.

    Where the manifests hide the executor, workers of Celery that they hold tell it.
    """
    celery = bool(airflow.running(Component.WORKER))
    made = [
        pods
        for scheduler in airflow.running(Component.SCHEDULER)
        if (pods := TaskPods(scheduler, None, scheduler.settings.get("core", "executor"))).possible
        and not (pods.executor_fact and celery)
    ]
    from_template = [
        replace(pods, template=template)
        for template in airflow.pod_templates
        for pods in made
        if template.scheduler is pods.scheduler
    ]
    return tuple(from_template or made)
