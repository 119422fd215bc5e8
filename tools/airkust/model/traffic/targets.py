"""Whom do Airflow's settings name: a database, an execution API, a broker, a store of logs, a repository?"""

import json
from collections.abc import Iterator
from typing import Any

from airkust.model import tree
from airkust.model.cluster_dns import is_loopback
from airkust.model.commands import Component
from airkust.model.execution_api import split_url, task_runners
from airkust.model.index import ResourceIndex
from airkust.model.permissions import Account, pod_permissions
from airkust.model.resource import ResourceId
from airkust.model.traffic.cast import Caller, Cast
from airkust.model.traffic.parties import Evidence, Link, Party, PartyKind, origin
from airkust.model.value import Setting

KUBERNETES = Party("kubernetes", PartyKind.KUBERNETES, "Kubernetes API")
PEOPLE = Party("people", PartyKind.PEOPLE, "people, programs")
READS_DAGS = {Component.DAG_PROCESSOR, Component.WORKER}
KEEPS_LOGS = {Component.API_SERVER, Component.TRIGGERER, Component.WORKER, Component.WEBSERVER}
BROKERS = (("broker_url", "queue of tasks"), ("result_backend", "results of tasks"))


def execution_api(cast: Cast) -> Iterator[Link]:
    """From what runs tasks to the api-servers that answer at `[core] execution_api_server_url`."""
    for runner in task_runners(cast.rendering.airflow):
        url = split_url(runner.url.text or "")
        if url is None or not url.hostname or is_loopback(url.hostname):
            continue
        is_tasks = runner.workload.embedded or runner.settings is None
        source = Party("tasks", PartyKind.TASKS, "task pods") if is_tasks else cast.party(runner.workload)
        said = f"[core] execution_api_server_url: {url.hostname}"
        evidence = (Evidence(said, runner.url.holder, runner.url.field),)
        behind = cast.behind(url.hostname, runner.namespace)
        for target in behind or (outside(url.hostname),):
            yield Link(source, target, "execution API", evidence)


def users(cast: Cast) -> Iterator[Link]:
    """From people to what serves the user interface."""
    for found in cast.rendering.airflow.running(Component.API_SERVER, Component.WEBSERVER):
        if found.component is Component.WEBSERVER or serves_people(found.words):
            said = Evidence("it serves the user interface and the REST API", found.workload.id)
            yield Link(PEOPLE, cast.party(found.workload), "user interface, REST API", (said,))


def kubernetes(cast: Cast) -> Iterator[Link]:
    """From every caller whose ServiceAccount is bound to a role, or whose executor makes pods."""
    index = cast.rendering.index
    for caller in cast.callers:
        executor = caller.settings.get("core", "executor")
        if caller.component is Component.SCHEDULER and "Kubernetes" in (executor.text or ""):
            said = Evidence(f"[core] executor: {executor.text}", executor.holder, executor.field)
            yield Link(caller.party, KUBERNETES, "makes task pods", (said,))
        elif binding := _binding(index, caller):
            said = Evidence(f"its ServiceAccount is bound by {binding}", binding)
            yield Link(caller.party, KUBERNETES, "asks about pods", (said,))


def logs(cast: Cast) -> Iterator[Link]:
    """From what writes or shows the logs of tasks to their store."""
    for caller in cast.callers:
        keeps = caller.component in KEEPS_LOGS or caller.party.kind is PartyKind.TASKS
        execution_only = "--apps" in caller.container.argv and not serves_people(caller.container.argv)
        if not keeps or execution_only or not caller.settings.is_true("logging", "remote_logging"):
            continue
        folder = caller.settings.get("logging", "remote_base_log_folder")
        store = _place(folder) or "a store"
        said = Evidence(f"[logging] remote_base_log_folder: {store}", folder.holder, folder.field)
        verb = (
            "reads logs" if caller.component in {Component.API_SERVER, Component.WEBSERVER} else "writes logs"
        )
        yield Link(caller.party, Party("logs", PartyKind.OUTSIDE, "logs of tasks", store), verb, (said,))


def dags(cast: Cast) -> Iterator[Link]:
    """From what reads DAGs to where bundles come from, unless that is a folder."""
    local = "LocalExecutor" in cast.rendering.airflow.executors
    for caller in cast.callers:
        runs = caller.component in READS_DAGS or caller.party.kind is PartyKind.TASKS
        if not runs and not (local and caller.component is Component.SCHEDULER):
            continue
        setting = caller.settings.get("dag_processor", "dag_bundle_config_list")
        for bundle in _bundles(setting.text):
            where = _bundle_place(bundle)
            kind = tree.text(bundle, "classpath").rsplit(".", 1)[-1]
            if not kind or kind == "LocalDagBundle":
                continue
            said = Evidence(f"[dag_processor] dag_bundle_config_list: {kind}", setting.holder, setting.field)
            target = Party(f"dags {where}", PartyKind.OUTSIDE, "DAGs", where)
            yield Link(caller.party, target, "fetches DAGs", (said,))


def broker(cast: Cast) -> Iterator[Link]:
    """From schedulers and Celery's workers to their queue."""
    if "CeleryExecutor" not in cast.rendering.airflow.executors:
        return
    for caller in cast.callers:
        if caller.component not in {Component.SCHEDULER, Component.WORKER}:
            continue
        for key, purpose in BROKERS:
            setting = caller.settings.get("celery", key)
            url = split_url(getattr(setting.value, "text", "") or "")
            said = Evidence(f"[celery] {key}", setting.holder, setting.field)
            if url and url.hostname:
                behind = cast.behind(url.hostname, caller.workload.namespace)
                for target in behind or (outside(url.hostname),):
                    yield Link(caller.party, target, purpose, (said,))
            elif setting.value is not None:
                target = Party(f"celery {key}", PartyKind.OUTSIDE, purpose, origin(setting.value))
                yield Link(caller.party, target, purpose, (said,))


def outside(host: str, name: str = "") -> Party:
    """A host nothing rendered answers for."""
    return Party(f"host {host}", PartyKind.OUTSIDE, name or host, host if name else "")


def serves_people(words: tuple[str, ...]) -> bool:
    """Whether an api-server of this command line serves the user interface: unless `--apps` leaves it out."""
    parts = [part for word in words for part in word.split("=", 1)]
    if "--apps" not in parts[:-1]:
        return True
    return bool({"all", "core"} & set(parts[parts.index("--apps") + 1].split(",")))


def _binding(index: ResourceIndex, caller: Caller) -> ResourceId | None:
    account = Account(caller.workload.service_account, caller.workload.namespace)
    found = pod_permissions(index, account, caller.workload.namespace)
    return found.bindings[0] if found.verbs else None


def _place(setting: Setting) -> str:
    """Scheme and host of a URL: nothing that stands before an @ or behind a slash."""
    url = split_url(setting.text or "")
    if url is None or not url.hostname:
        return origin(setting.value)
    return f"{url.scheme}://{url.hostname}"


def _bundles(text: str | None) -> list[Any]:
    try:
        found = json.loads(text or "")
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _bundle_place(bundle: object) -> str:
    repository = tree.text(bundle, "kwargs", "repo_url")
    url = split_url(repository)
    if url and url.hostname:
        return url.hostname
    connection = next(
        (text for key, text in tree.labels(bundle, "kwargs").items() if key.endswith("conn_id")), ""
    )
    return f"connection {connection}" if connection else "repository"
