"""A secret is a placeholder, or a password anybody guesses.

Why: Who can read the manifests, a tutorial or the source of a chart signs in, decrypts every connection or
    owns the database. In an overlay for development that is convenient, elsewhere nobody notices.
Fix: Let the site make the Secret with values of its own, declare it as external, and take the value out
    of the manifests and their history.
See: https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/index.html
"""

import re
from collections.abc import Iterator

from airkust.model import field_path, tree
from airkust.model.airflow import Airflow
from airkust.model.environment import environment
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.secret_text import known_to_everybody, secret_texts
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict

VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")

IN_A_FILE = (
    ("api", "secret_key"),
    ("api_auth", "jwt_secret"),
    ("celery", "broker_url"),
    ("celery", "result_backend"),
    ("core", "fernet_key"),
    ("core", "sql_alchemy_conn"),
    ("database", "sql_alchemy_conn"),
    ("webserver", "secret_key"),
)
"""Settings of an airflow.cfg that hold secrets."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    workloads = rendering.workloads + rendering.airflow.task_pods
    if not workloads and not any(rendering.of_kind("ConfigMap", "Secret")):
        yield Skip("nothing rendered holds a secret")
    yield from _in_secrets(rendering)
    yield from _in_config_maps(rendering)
    yield from _in_airflow_cfg(rendering.airflow)
    in_variables = [found for workload in workloads for found in _in_variables(rendering, workload)]
    yield from {(found.subject, found.field): found for found in in_variables}.values()


def _in_secrets(rendering: Rendering) -> Iterator[Verdict]:
    for secret in rendering.of_kind("Secret"):
        for key, field, text in secret_texts(secret):
            if kind := known_to_everybody(key, text):
                yield Violation(secret.id, f'holds {kind} under key "{key}"', field)


def _in_config_maps(rendering: Rendering) -> Iterator[Verdict]:
    for config_map in rendering.of_kind("ConfigMap"):
        for key, text in tree.labels(config_map.body, "data").items():
            if VARIABLE.fullmatch(key) and (kind := known_to_everybody(key, text)):
                field = field_path.join("data", key)
                yield Violation(config_map.id, f'holds {kind} under key "{key}"', field)


def _in_airflow_cfg(airflow: Airflow) -> Iterator[Verdict]:
    for user in airflow.containers:
        file = user.settings.file
        for section, key in IN_A_FILE:
            setting = user.settings.get(section, key)
            written = key in user.settings.sections.get(section, {})
            if file is None or file.holder is None or setting.text is None or not written:
                continue
            if setting.field != file.field:
                continue  # the environment says otherwise
            if kind := known_to_everybody(key, setting.text):
                yield Violation(file.holder.id, f"holds {kind} as [{section}] {key}", file.field)


def _in_variables(rendering: Rendering, workload: Workload) -> Iterator[Violation]:
    for container in workload.all_containers:
        written = {tree.text(each, "name"): each for each in tree.sequence(container.body, "env")}
        for name, setting in environment(rendering.index, workload, container).variables.items():
            if setting.holder != workload.id or setting.text is None:
                continue  # what comes from a ConfigMap or Secret is found there
            if not (kind := known_to_everybody(name, setting.text)):
                continue
            ref = tree.mapping(written.get(name), "valueFrom", "configMapKeyRef")
            key = tree.text(ref, "key")
            holder = rendering.index.get("ConfigMap", tree.text(ref, "name"), workload.namespace)
            if holder is None:
                message = f'gives container "{container.name}" {kind} in {name}'
                yield Violation(workload.id, message, setting.field)
            elif not VARIABLE.fullmatch(key):
                field = field_path.join("data", key)
                yield Violation(holder.id, f'holds {kind} under key "{key}"', field)


RULE = Rule(name="placeholder-secret", severity=Severity.ERROR, profile=Profile.HA, check=check)
