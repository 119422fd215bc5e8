"""A probe of the api-server asks for a page that the api-server does not have.

Why: The api-server answers an unknown path with the page of its user interface and 200, so that a probe of
    `/healthz` never fails, whatever is broken. Some paths answer 404 instead, as Airflow 2's `/health`
    does: the pod then never becomes ready.
Fix: Ask `/api/v2/version` for liveness, `/execution/health` for startup and readiness. The latter needs the
    path of `[api] base_url` before it, and is served only where `--apps` includes execution.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/check-health.html
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.probes import http_probes
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

CORE_PAGES = ("/api/v2", "/ui", "/auth", "/static", "/docs", "/redoc", "/openapi.json", "/pluginsv2")
"""Below these the core application answers for itself, an unknown path with 404."""

REFUSED = ("/api", "/health")
"""Paths of Airflow 2, answered with 404 on purpose."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    servers = rendering.airflow.running(Component.API_SERVER)
    if not servers:
        yield Skip("no api-server is rendered")
    for server in servers:
        base_url = server.settings.get("api", "base_url")
        prefix = _path(base_url.text or "")
        for probe in http_probes(server.container):
            wrong = answer(probe.path, prefix, _apps(server.words))
            if base_url.text is None and base_url.value and (wrong or _below(probe.path, "/execution")):
                yield Unknown(
                    f"[api] base_url of {server.workload}, whose path may stand before {probe.path}"
                )
            elif wrong:
                message = f"has a {probe.kind} that asks {probe.path}, which {wrong}"
                yield Violation(server.workload.id, message, probe.field)


def answer(path: str, prefix: str, apps: Sequence[str]) -> str:
    """What the api-server answers instead of a page it has; "" where it has the page.

    Measured on Airflow 3.3.2.

    Args:
        path: What is asked for.
        prefix: The path of `[api] base_url`, "" for none.
        apps: The applications it serves: all, core, execution.
    """
    inner = path.removeprefix(prefix) if _below(path, prefix) else path
    if _below(inner, "/execution"):
        return _answer_for_tasks(apps, prefix if inner is path else "")
    if not {"core", "all"} & set(apps):
        return "it does not serve with --apps execution: it answers 404"
    if inner in {"/", ""} or any(_below(inner, page) for page in CORE_PAGES):
        return ""
    refused = any(_below(inner, page) for page in REFUSED)
    return f"it does not have: {'it answers 404' if refused else 'its user interface answers 200'}"


def _answer_for_tasks(apps: Sequence[str], missing: str) -> str:
    """What becomes of a path of the execution API, without a prefix that should stand before it."""
    if missing:
        return f'it serves below "{missing}" only: it answers 404'
    served = {"execution", "all"} & set(apps)
    return "" if served else "it does not serve with --apps core: its user interface answers 200"


def _below(path: str, page: str) -> bool:
    return bool(page) and (path == page or path.startswith(f"{page}/"))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _apps(words: Sequence[str]) -> list[str]:
    for number, word in enumerate(words):
        flag, equals, value = word.partition("=")
        if flag == "--apps":
            return (value if equals else "".join(words[number + 1 : number + 2])).split(",")
    return ["all"]


RULE = Rule(name="nonexistent-probe-path", severity=Severity.ERROR, profile=Profile.CORE, check=check)
