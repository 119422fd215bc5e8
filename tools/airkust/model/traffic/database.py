"""Who calls the metadata database, directly or through a pooler?

A URL that stands in a Secret is never read. Whom it means then follows from what else is rendered: a network
policy that lets the caller reach a pooler, a pooler that reads the same Secret, the only database there is.
"""

import re
from collections.abc import Iterator

from airkust.model import tree
from airkust.model.execution_api import split_url
from airkust.model.references import references
from airkust.model.settings import variable
from airkust.model.traffic.cast import Caller, Cast
from airkust.model.traffic.parties import Evidence, Link, Party, PartyKind, origin
from airkust.model.traffic.policies import Policies
from airkust.model.value import Known, SecretRef, Setting

HOST = re.compile(
    r"^\s*[^;#=\s][^=\n]*=.*?\bhost\s*=\s*'?([^\s',]+)(?:.*?\bport\s*=\s*([0-9]+))?", re.MULTILINE
)
SECTION = re.compile(r"^\s*\[databases\]\s*$(.*?)(?=^\s*\[|\Z)", re.MULTILINE | re.DOTALL)
HOST_VARIABLES = ("DB_HOST", "DATABASES_HOST", "PGHOST", "POSTGRESQL_HOST")
NAME = "metadata database"
KEYS = (("database", "sql_alchemy_conn"), ("core", "sql_alchemy_conn"))  # the second one is Airflow 2's


def database(cast: Cast, policies: Policies) -> Iterator[Link]:
    """From every caller with a database URL, then from the poolers onward."""
    end = tuple(_end(cast))
    for caller in cast.callers:
        if setting := _url(caller):
            yield from _of_caller(cast, policies, caller, setting, end)
    for party, evidence, targets in _of_poolers(cast):
        for target in targets:
            yield Link(party, target, "SQL", evidence)


def poolers(cast: Cast) -> tuple[Party, ...]:
    """What stands before the database and shares its connections."""
    return tuple(party for party in cast.of_workload.values() if party.kind is PartyKind.POOLER)


def _url(caller: Caller) -> Setting | None:
    """The URL as somebody set it: the default, SQLite in the pod, calls nobody."""
    for section, key in KEYS:
        setting = caller.settings.get(section, key)
        if setting.value is not None and (
            not setting.is_default or variable(section, key) in caller.settings.environment.variables
        ):
            return setting
    return None


def _of_caller(
    cast: Cast, policies: Policies, caller: Caller, setting: Setting, end: tuple[Party, ...]
) -> Iterator[Link]:
    url = split_url(setting.value.text) if isinstance(setting.value, Known) else None
    if url and url.hostname:
        said = Evidence(f"[database] sql_alchemy_conn: {url.hostname}", setting.holder, setting.field)
        for target in cast.behind(url.hostname, caller.workload.namespace) or (_outside(url.hostname),):
            yield Link(caller.party, target, "SQL", (said,))
        return
    if isinstance(setting.value, Known):
        return  # SQLite, or no URL at all
    said = Evidence(f"[database] sql_alchemy_conn: {origin(setting.value)}", setting.holder, setting.field)
    for target, reason in _behind_secret(cast, policies, caller, setting, end):
        yield Link(caller.party, target, "SQL", (said, *reason), certain=False)


def _behind_secret(
    cast: Cast, policies: Policies, caller: Caller, setting: Setting, end: tuple[Party, ...]
) -> Iterator[tuple[Party, tuple[Evidence, ...]]]:
    candidates = poolers(cast)
    for party in candidates:
        if reason := policies.lets(caller.workload, party.workload):
            yield party, (Evidence(f"{reason} lets it reach {party.name}", reason),)
            return
    if not policies.confine(caller.workload) and isinstance(setting.value, SecretRef):
        name = setting.value.name
        for party in candidates:
            if party.workload and any(
                each.kind == "Secret" and each.name == name for each in references(party.workload)
            ):
                yield party, (Evidence(f"{party.name} reads Secret/{name}, too"),)
                return
    for target in end:
        yield target, (Evidence("it is the only database the manifests name"),)


def _end(cast: Cast) -> Iterator[Party]:
    """The database itself, where the manifests know just one; else a name for it."""
    inside = [party for party in cast.of_workload.values() if party.kind is PartyKind.INSIDE]
    named = {target.key: target for _, _, targets in _of_poolers(cast) for target in targets}
    known = list(named.values()) or inside
    yield known[0] if len(known) == 1 else Party("database", PartyKind.OUTSIDE, NAME)


def _of_poolers(cast: Cast) -> Iterator[tuple[Party, tuple[Evidence, ...], tuple[Party, ...]]]:
    for party in poolers(cast):
        if not party.workload:
            continue
        for host, evidence in _hosts(cast, party):
            behind = cast.behind(host.rpartition(":")[0] or host, party.workload.namespace)
            yield party, (evidence,), behind or (_outside(host),)


def _hosts(cast: Cast, party: Party) -> Iterator[tuple[str, Evidence]]:
    """The hosts a pooler's ini files or variables name."""
    workload = party.workload
    if workload is None:
        return
    for each in references(workload):
        holder = cast.rendering.get(each.kind, each.name, workload.namespace)
        if each.kind != "ConfigMap" or holder is None:
            continue
        for key, text in tree.labels(holder.body, "data").items():
            for section in SECTION.finditer(text):
                for match in HOST.finditer(section[1]):
                    host = f"{match[1]}:{match[2]}" if match[2] else match[1]
                    yield host, Evidence(f"host={host} in {key}", holder.id, f'data["{key}"]')
    for container in workload.containers:
        variables = cast.rendering.airflow.settings(workload, container).environment.variables
        for name in HOST_VARIABLES:
            if (found := variables.get(name)) and found.text:
                host = found.text.rpartition("@")[2]
                yield host, Evidence(f"{name}: {host}", found.holder, found.field)


def _outside(host: str) -> Party:
    return Party(f"database {host}", PartyKind.OUTSIDE, NAME, host)
