"""Task pods carry keys of Airflow itself: its database, its Fernet key or what signs its tokens.

Why: A task runs what the author of a DAG wrote. With the database URL it owns every run and connection, with
    a signing key it is whoever it likes. Tasks of Airflow 3 need none of these: they talk to the execution
    API with a token of their own. Each URL also costs connections to the database.
Fix: Take the variables, and whole Secrets that hold them, out of the task pod template.
See: https://airflow.apache.org/docs/apache-airflow/stable/security/security_model.html
"""

from collections.abc import Iterator, Mapping

from airkust.model.airflow import Airflow
from airkust.model.commands import CORE
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.references import references
from airkust.model.renamed_settings import OLD_NAMES
from airkust.model.rendering import Rendering
from airkust.model.settings import Settings, variable
from airkust.model.task_pods import task_pods
from airkust.model.value import Known, SecretRef, Setting, Undetermined, Value
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

CREDENTIALS = (
    ("api", "secret_key"),
    ("api_auth", "jwt_private_key_path"),
    ("api_auth", "jwt_secret"),
    ("core", "fernet_key"),
    ("database", "sql_alchemy_conn"),
    ("database", "sql_alchemy_conn_async"),
)


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    made = task_pods(airflow)
    if airflow.predates_3:
        yield Skip("tasks of Airflow before 3 work on the database")
    elif not made:
        yield Skip("no scheduler that makes task pods is rendered")
    else:
        yield from (Unknown(pods.unknown) for pods in made if pods.unknown)
        for workload in airflow.task_pods:
            yield from _judge(airflow, workload)


def _judge(airflow: Airflow, workload: Workload) -> Iterator[Verdict]:
    of_core = _values_of_core(airflow)
    for container in workload.all_containers:
        settings = airflow.settings(workload, container)
        yield from _settings(workload, container, settings)
        yield from _other_variables(workload, container, settings, of_core)
    yield from _volumes(workload, of_core)


def _settings(workload: Workload, container: Container, settings: Settings) -> Iterator[Verdict]:
    """Settings that are credentials, in the environment or in a mounted airflow.cfg."""
    for section, key in CREDENTIALS:
        setting = settings.get(section, key)
        if isinstance(setting.value, Undetermined):
            yield Unknown(f"whether task pods get credentials from {setting.value.fact}")
        elif not setting.is_default and setting.value != Known(""):
            yield _carried(workload, container, setting, f"[{section}] {key}")


def _other_variables(
    workload: Workload, container: Container, settings: Settings, of_core: Mapping[Value, str]
) -> Iterator[Verdict]:
    """The same value under a name of its own."""
    known = {variable(*each) for name in CREDENTIALS for each in (name, OLD_NAMES.get(name, name))}
    for name, setting in settings.environment.variables.items():
        if name not in known and setting.value and (what := of_core.get(setting.value)):
            yield _carried(workload, container, setting, f"{what} in {name}")


def _volumes(workload: Workload, of_core: Mapping[Value, str]) -> Iterator[Verdict]:
    refs = {value: name for value, name in of_core.items() if isinstance(value, SecretRef)}
    for reference in references(workload):
        held = [
            name
            for ref, name in refs.items()
            if reference.kind == "Secret" and ref.name == reference.name and reference.key in {"", ref.key}
        ]
        if held and ".volumes[" in reference.field:
            message = f"mounts {reference} into task pods, which holds {' and '.join(held)}"
            yield Violation(workload.id, message, reference.field)


def _carried(workload: Workload, container: Container, setting: Setting, what: str) -> Violation:
    here = setting.holder == workload.id
    return Violation(
        workload.id,
        f'gives {what} to container "{container.name}" of task pods',
        setting.field if here else container.field,
        related=() if here or setting.holder is None else (setting.holder,),
    )


def _values_of_core(airflow: Airflow) -> Mapping[Value, str]:
    """What the core components use as credentials, and the setting it is."""
    found: dict[Value, str] = {}
    for user in airflow.running(*CORE):
        for section, key in CREDENTIALS:
            setting = user.settings.get(section, key)
            if isinstance(setting.value, SecretRef | Known) and setting.text != "" and not setting.is_default:
                found.setdefault(setting.value, f"[{section}] {key}")
    return found


RULE = Rule(
    name="task-pods-with-database-credentials", severity=Severity.ERROR, profile=Profile.DEV, check=check
)
