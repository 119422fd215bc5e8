"""Scheduler and api-server do not sign and verify task tokens with the same key.

Why: The scheduler gives each task a token, and the api-server verifies it. A component without
    `[api_auth] jwt_secret` invents a key when it starts, silently: every task fails at once with
    "Invalid auth token", and so do all tasks that run when a replica with another key answers.
Fix: Let `AIRFLOW__API_AUTH__JWT_SECRET` of both come from the same key of one Secret, 64 bytes or more.
See: https://airflow.apache.org/docs/apache-airflow/stable/security/jwt_token_authentication.html
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Verdict
from airkust.rules.shared_key import SharedKey, judge

SIGNING_KEY = SharedKey("api_auth", "jwt_secret", "then invents one that nobody else has")


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    users = airflow.running(Component.API_SERVER, Component.SCHEDULER)
    if airflow.predates_3:
        yield Skip("Airflow before 3 signs no task tokens")
    elif not users:
        yield Skip("neither a scheduler nor an api-server is rendered")
    elif any(_has_private_key(user) for user in users):
        yield Skip("tokens are signed with [api_auth] jwt_private_key_path")
    else:
        yield from judge(SIGNING_KEY, users)


def _has_private_key(user: AirflowContainer) -> bool:
    path = user.settings.get("api_auth", "jwt_private_key_path").value
    return path is not None and not isinstance(path, Undetermined)


RULE = Rule(name="unshared-signing-key", severity=Severity.ERROR, profile=Profile.CORE, check=check)
