"""Two components are given different values of a setting that must be the same in both.

Why: Each component has an environment of its own, and nothing compares them. A token is then refused because
    of its audience, the api-server looks for logs where no task writes them, and a task pod loads a DAG from
    another bundle than the one that was parsed.
Fix: Give the setting to all components from one ConfigMap, and take away the one that differs.
See: https://airflow.apache.org/docs/apache-airflow/stable/howto/set-config.html
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import CORE, Component
from airkust.model.execution_api import serves, task_runners
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.settings import Settings
from airkust.model.value import Known, SecretRef, Setting, Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

EXECUTION = "execution API"
TASKS = "tasks"

SHARED: dict[tuple[str, str], tuple[str, ...]] = {
    ("api_auth", "jwt_algorithm"): (Component.API_SERVER, EXECUTION, Component.SCHEDULER),
    ("api_auth", "jwt_issuer"): (Component.API_SERVER, EXECUTION, Component.SCHEDULER),
    ("core", "auth_manager"): (Component.API_SERVER, Component.DAG_PROCESSOR),
    ("core", "executor"): (Component.API_SERVER, Component.SCHEDULER),
    ("core", "multi_team"): (*CORE, EXECUTION),
    ("core", "xcom_backend"): (Component.API_SERVER, TASKS),
    ("dag_processor", "dag_bundle_config_list"): (Component.DAG_PROCESSOR, TASKS),
    ("database", "sql_alchemy_schema"): (*CORE, EXECUTION),
    ("execution_api", "jwt_audience"): (EXECUTION, Component.SCHEDULER),
    ("kubernetes_executor", "multi_namespace_mode"): (Component.SCHEDULER,),
    ("kubernetes_executor", "namespace"): (Component.API_SERVER, Component.SCHEDULER),
    ("kubernetes_executor", "pod_template_file"): (Component.SCHEDULER,),
    ("logging", "log_filename_template"): (Component.API_SERVER, TASKS),
    ("logging", "remote_base_log_folder"): (Component.API_SERVER, TASKS),
    ("logging", "remote_log_conn_id"): (Component.API_SERVER, TASKS),
    ("logging", "remote_logging"): (Component.API_SERVER, TASKS),
}
"""Which components read a setting that they must agree on."""

OWN_NAMESPACE = Undetermined("the pod's metadata.namespace")
"""One and the same for all components, whatever it is."""


@dataclass(frozen=True, eq=False)
class Reader:
    """A container and what it does; an api-server may do two things."""

    roles: tuple[str, ...]
    settings: Settings

    def called(self, subject: ResourceId) -> str:
        """Its name in a sentence about another object, or about the workload itself."""
        role = "tasks" if TASKS in self.roles else f"the {self.roles[0]}"
        workload = self.settings.workload
        return role if workload.id == subject else f"{role} of {workload}"


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    if airflow.predates_3:
        yield Skip("before Airflow 3 other components shared other settings")
        return
    readers = [Reader(_roles(found), found.settings) for found in airflow.running(*CORE)]
    readers += [Reader((TASKS,), runner.settings) for runner in task_runners(airflow) if runner.settings]
    if len({reader.settings.workload.id for reader in readers}) <= 1:
        yield Skip("there are no two components of Airflow to compare")
    for name, roles in SHARED.items():
        yield from _compare(name, [reader for reader in readers if set(roles) & set(reader.roles)])


def _roles(found: AirflowContainer) -> tuple[str, ...]:
    if found.component is not Component.API_SERVER:
        return (found.component,)
    apps = {"core": Component.API_SERVER, "execution": EXECUTION}
    return tuple(role for app, role in apps.items() if serves(found, app))


def _compare(name: tuple[str, str], readers: list[Reader]) -> Iterator[Verdict]:
    if {reader.settings.get(*name).value for reader in readers} == {OWN_NAMESPACE}:
        return
    first: tuple[Reader, Setting] | None = None
    for reader in readers:
        setting = reader.settings.get(*name)
        if isinstance(setting.value, Undetermined):
            yield Unknown(f"the settings of {reader.settings.workload}: {setting.value.fact}")
        elif first is None:
            first = reader, setting
        else:
            yield from _judge(name, first, (reader, setting))


def _judge(
    name: tuple[str, str], one: tuple[Reader, Setting], other: tuple[Reader, Setting]
) -> Iterator[Verdict]:
    if _meaning(one[1]) == _meaning(other[1]):
        return
    (wrong, setting), (right, expected) = (one, other) if other[1].is_default else (other, one)
    subject = setting.holder or wrong.settings.workload.id
    message = (
        f"gives {wrong.called(subject)} {_shown(setting)} as [{name[0]}] {name[1]}, "
        f"{right.called(subject)} has {_shown(expected)}"
    )
    related = right.settings.workload.id
    yield Violation(subject, message, setting.field, related=() if related == subject else (related,))


def _shown(setting: Setting) -> str:
    if isinstance(setting.value, SecretRef):
        return str(setting.value)
    text = "nothing" if setting.text is None else f'"{setting.text}"'
    return f"{text}, the default" if setting.is_default and setting.text is not None else text


def _meaning(setting: Setting) -> object:
    """What a value comes to: `true` is `True`, and spaces inside JSON mean nothing."""
    if not isinstance(setting.value, Known):
        return setting.value
    text = setting.value.text.strip()
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except ValueError:
        return text.lower() if text.lower() in {"true", "false"} else (text, setting.value.secrets)


RULE = Rule(name="contradicting-settings", severity=Severity.ERROR, profile=Profile.CORE, check=check)
