"""What of all this is Airflow: its components, their configuration, its task pods?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from airkust.model import field_path
from airkust.model.commands import Component, component_of, invocations, labelled_component
from airkust.model.index import ResourceIndex
from airkust.model.mounts import MountedFile, file_at, hidden_by
from airkust.model.settings import Settings
from airkust.model.workload import Container, Workload

CLASSIC = {"SequentialExecutor": "LocalExecutor"}
"""Names Airflow 3 silently turns into others."""

IN_THE_IMAGE = "no ConfigMap is mounted there: it must be in the image"

OLD_IMAGE = re.compile(r"airflow:v?([12])\.")
NEW_IMAGE = re.compile(r"airflow:v?(?:[3-9]|[1-9]\d)\b")
ONLY_IN_1 = {("initdb",), ("upgradedb",)}


@dataclass(frozen=True, eq=False)
class AirflowContainer:
    """A container that runs a component of Airflow.

    Attributes:
        words: The command line after `airflow`; empty where only a label told.
    """

    component: Component
    workload: Workload
    container: Container
    settings: Settings = field(repr=False)
    words: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class PodTemplate:
    """What a scheduler makes task pods from.

    Attributes:
        scheduler: Who reads it.
        path: Where it reads it.
        workload: The template as a workload; None where it cannot be read.
        problem: Why it cannot be read; "" where it can.
        unknown: It cannot be read because the object that holds it is not in the rendering.
    """

    scheduler: AirflowContainer
    path: str
    workload: Workload | None
    problem: str = ""
    unknown: bool = False


@dataclass(frozen=True, eq=False)
class Airflow:
    """The Airflow in a rendering."""

    index: ResourceIndex
    workloads: tuple[Workload, ...]

    @cached_property
    def containers(self) -> tuple[AirflowContainer, ...]:
        """Every container that runs a component, in the order of the rendering."""
        return tuple(found for workload in self.workloads for found in self._recognise(workload))

    @cached_property
    def _running(self) -> dict[tuple[Component, ...], tuple[AirflowContainer, ...]]:
        return {}

    def running(self, *components: Component) -> tuple[AirflowContainer, ...]:
        """The containers that run one of these components."""
        if components not in self._running:
            self._running[components] = tuple(
                found for found in self.containers if found.component in components
            )
        return self._running[components]

    @cached_property
    def components(self) -> Mapping[Workload, tuple[Component, ...]]:
        """What each workload runs, none twice, in the order of its containers."""
        found: dict[Workload, dict[Component, None]] = {}
        for each in self.containers:
            found.setdefault(each.workload, {})[each.component] = None
        return {workload: tuple(components) for workload, components in found.items()}

    def names(self, workload: Workload, *among: Component) -> str:
        """Those of some components that a workload runs, as a sentence names them."""
        return " and ".join(sorted(each for each in self.components[workload] if each in among))

    @cached_property
    def executors(self) -> tuple[str, ...]:
        """The executors the schedulers run, without alias, team or module path; () if unknown."""
        names: dict[str, None] = {}
        for scheduler in self.running(Component.SCHEDULER):
            for entry in (scheduler.settings.get("core", "executor").text or "").split(","):
                name = entry.split("=")[-1].split(":")[-1].rsplit(".", 1)[-1].strip()
                if name:
                    names[CLASSIC.get(name, name)] = None
        return tuple(names)

    @cached_property
    def predates_3(self) -> bool:
        """Whether this is Airflow 1 or 2: it runs a webserver, or its image says so."""
        if self.running(Component.API_SERVER):
            return False
        images = (found.container.image for found in self.containers)
        return bool(self.running(Component.WEBSERVER)) or any(OLD_IMAGE.search(image) for image in images)

    @cached_property
    def predates_2(self) -> bool:
        """Whether this is Airflow 1: it runs a command only that had, or its image says so."""
        containers = [each for workload in self.workloads for each in workload.all_containers]
        commands = {words[:1] for container in containers for words in invocations(container)}
        images = (OLD_IMAGE.search(container.image) for container in containers)
        return bool(commands & ONLY_IN_1) or any(image and image[1] == "1" for image in images)

    @cached_property
    def pod_templates(self) -> tuple[PodTemplate, ...]:
        """The task pod templates of all schedulers, one per file they read."""
        found = (self._pod_template(scheduler) for scheduler in self.running(Component.SCHEDULER))
        unique: dict[tuple[str, object], PodTemplate] = {}
        for template in found:
            if template:
                where = (template.workload.id, template.workload.field) if template.workload else template
                unique.setdefault((template.path, where), template)
        return tuple(unique.values())

    @cached_property
    def task_pods(self) -> tuple[Workload, ...]:
        """The pod templates that could be read, as workloads."""
        return tuple(template.workload for template in self.pod_templates if template.workload)

    def settings(self, workload: Workload, container: Container) -> Settings:
        """The effective configuration of any container, a task pod's for instance."""
        return Settings(self.index, workload, container)

    def _recognise(self, workload: Workload) -> Iterator[AirflowContainer]:
        told = False
        for container in workload.containers:
            for words in invocations(container):
                if component := component_of(words):
                    told = True
                    settings = self.settings(workload, container)
                    yield AirflowContainer(component, workload, container, settings, words)
        component = labelled_component(workload)
        if component is None or told:
            return
        for container in workload.containers:
            if _looks_like_airflow(container):
                settings = self.settings(workload, container)
                yield AirflowContainer(_today(component, container), workload, container, settings)
                return

    def _pod_template(self, scheduler: AirflowContainer) -> PodTemplate | None:
        for section in ("kubernetes_executor", "kubernetes"):  # the second one is Airflow 2's
            setting = scheduler.settings.get(section, "pod_template_file")
            if setting.text:
                path = setting.text
                file = file_at(self.index, scheduler.workload, scheduler.container, path)
                return self._read_template(scheduler, path, file)
        return None

    def _read_template(self, scheduler: AirflowContainer, path: str, file: MountedFile | None) -> PodTemplate:
        if file is None:
            over = hidden_by(self.index, scheduler.workload, scheduler.container, path)
            what = f"{over}, mounted there, holds no such file" if over else IN_THE_IMAGE
            return PodTemplate(scheduler, path, None, what, unknown=not over)
        if file.holder is None or file.kind == "Secret":
            what = f"it stands in {file.kind}/{file.name}"
            return PodTemplate(scheduler, path, None, what, unknown=True)
        embedded = self.index.embedded.get((file.holder.id, file.key))
        if embedded is None or not isinstance(embedded.value, Mapping):
            what = embedded.error if embedded and embedded.error else "it holds no pod"
            problem = f"{file.field} of {file.holder.id}: {what}"
            return PodTemplate(scheduler, path, None, problem)
        field = field_path.join("data", file.key)
        return PodTemplate(scheduler, path, Workload(file.holder, embedded.value, field, embedded=True))


def _today(component: Component, container: Container) -> Component:
    """What a label means in an image: Bitnami's chart calls the api-server `web`, like the old webserver."""
    if component is Component.WEBSERVER and NEW_IMAGE.search(container.image):
        return Component.API_SERVER
    return component


def _looks_like_airflow(container: Container) -> bool:
    return "airflow" in container.image.lower()
