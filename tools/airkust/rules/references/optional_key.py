"""A component starts without a key it cannot do without, because the reference to it is optional.

Why: With `optional: true` the kubelet leaves out the variable where the Secret or its key is missing, and the
    pod becomes ready. Airflow then invents a signing, session or Fernet key, or opens a SQLite file: the
    mistake shows as refused tokens and lost connections, not as a pod that does not start.
Fix: Take `optional` away, so that a missing key stops the pod with CreateContainerConfigError.
See: https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.renamed_settings import OLD_NAMES
from airkust.model.rendering import Rendering
from airkust.model.settings import variable
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Verdict

KEYS = (
    ("api", "secret_key"),
    ("api_auth", "jwt_secret"),
    ("celery", "broker_url"),
    ("celery", "result_backend"),
    ("core", "fernet_key"),
    ("database", "sql_alchemy_conn"),
    ("database", "sql_alchemy_conn_async"),
)
VARIABLES = frozenset(variable(*each) for name in KEYS for each in (name, OLD_NAMES.get(name, name)))


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.containers
    if not running:
        yield Skip("no component of Airflow is rendered")
    for workload in dict.fromkeys(found.workload for found in running):
        for container in workload.all_containers:
            yield from _judge(workload, container)


def _judge(workload: Workload, container: Container) -> Iterator[Verdict]:
    for number, entry in enumerate(tree.sequence(container.body, "env")):
        name = tree.text(entry, "name")
        for part in ("secretKeyRef", "configMapKeyRef"):
            if name in VARIABLES and tree.at(entry, "valueFrom", part, "optional") is True:
                field = container.field_of("env", number, "valueFrom", part, "optional")
                message = f'lets container "{container.name}" start without {name}'
                yield Violation(workload.id, message, field, edits=(Edit(field, ""),))


RULE = Rule(name="optional-key", severity=Severity.ERROR, profile=Profile.CORE, check=check)
