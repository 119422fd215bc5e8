"""Components do not encrypt connections and variables with the same Fernet key.

Why: A component without `[core] fernet_key` invents one when it writes its airflow.cfg. What one component
    stored, another cannot decrypt, and says that the connection or variable does not exist.
Fix: Let `AIRFLOW__CORE__FERNET_KEY` of all long-lived components come from the same key of one Secret.
See: https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict
from airkust.rules.shared_key import SharedKey, judge

FERNET_KEY = SharedKey("core", "fernet_key", "then invents one that nobody else has", may_be_empty=True)
USERS = (
    Component.API_SERVER,
    Component.WEBSERVER,
    Component.SCHEDULER,
    Component.DAG_PROCESSOR,
    Component.TRIGGERER,
)


def check(rendering: Rendering) -> Iterator[Verdict]:
    users = rendering.airflow.running(*USERS)
    if not users:
        yield Skip("no component of Airflow is rendered")
    yield from judge(FERNET_KEY, users)


RULE = Rule(name="unshared-fernet-key", severity=Severity.ERROR, profile=Profile.CORE, check=check)
