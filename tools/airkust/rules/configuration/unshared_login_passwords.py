"""Every api-server invents login passwords of its own.

Why: Where the simple auth manager, Airflow's default, finds no file of passwords, it makes one in the home of
    its process and prints them to its log. With two pods the password of one is refused by the other, and
    with each new pod all are new.
Fix: Choose an auth manager that keeps its users elsewhere, as FAB does in the database, or let
    `[core] simple_auth_manager_passwords_file` stand on a volume that all api-servers share and may write to.
See: https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/auth-manager/simple/index.html
"""

from collections.abc import Iterator

from airkust.model import mounts
from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.execution_api import serves
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SIMPLE = "SimpleAuthManager"


def check(rendering: Rendering) -> Iterator[Verdict]:
    servers = [server for server in rendering.airflow.running(Component.API_SERVER) if serves(server, "core")]
    pods = sum(_pods(rendering, server) for server in servers)
    if pods <= 1:
        yield Skip("not more than one pod signs people in")
        return
    for server in servers:
        yield from _judge(server, pods)


def _pods(rendering: Rendering, server: AirflowContainer) -> int:
    replicas = rendering.replicas(server.workload)
    return replicas.maximum if replicas else 1


def _judge(server: AirflowContainer, pods: int) -> Iterator[Verdict]:
    settings = server.settings
    manager = settings.get("core", "auth_manager")
    if isinstance(manager.value, Undetermined):
        yield Unknown(f"the auth manager of {server.workload}: {manager.value.fact}")
    elif (manager.text or "").endswith(f".{SIMPLE}") and not (
        settings.is_true("core", "simple_auth_manager_all_admins") or _on_a_claim(server)
    ):
        default = ", the default," if manager.is_default else ""
        message = f"runs the {SIMPLE}{default} in {pods} pods, each with a file of passwords of its own"
        yield Violation(server.workload.id, message, server.container.field)


def _on_a_claim(server: AirflowContainer) -> bool:
    path = server.settings.get("core", "simple_auth_manager_passwords_file").text or ""
    return path.startswith("/") and bool(mounts.claim_at(server.workload, server.container, path))


RULE = Rule(name="unshared-login-passwords", severity=Severity.ERROR, profile=Profile.CORE, check=check)
