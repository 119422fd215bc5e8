"""How large is each workload, and what guards it?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from airkust.model import tree
from airkust.model.budgets import Budget, budgets
from airkust.model.grace import grace_seconds
from airkust.model.rendering import Rendering
from airkust.model.separation import separations
from airkust.model.workload import Container, Workload
from airkust.report.html.words import MANY

PROBES = {"startupProbe": "startup", "readinessProbe": "readiness", "livenessProbe": "liveness"}
HARD = "DoNotSchedule"
PLACES = {"kubernetes.io/hostname": "nodes", "topology.kubernetes.io/zone": "zones"}


@dataclass(frozen=True, slots=True)
class Row:
    """One workload; what a column has several of stands in lines."""

    name: str
    kind: str
    replicas: str
    budget: str
    spread: tuple[str, ...]
    resources: tuple[str, ...]
    probes: tuple[str, ...]
    grace: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """All of them.

    Attributes:
        more: Workloads beyond those shown.
    """

    rows: tuple[Row, ...]
    more: int


def inventory(rendering: Rendering) -> Inventory:
    """Every workload and pod template, in the order of the rendering."""
    workloads = (*rendering.workloads, *rendering.airflow.task_pods)
    shown = workloads[:MANY]
    over: dict[Workload, list[Budget]] = {}
    for budget in budgets(rendering) if len(workloads) <= MANY else ():
        for workload in budget.workloads:
            over.setdefault(workload, []).append(budget)
    rows = tuple(_row(rendering, workload, over.get(workload, [])) for workload in shown)
    return Inventory(rows, len(workloads) - len(shown))


def _row(rendering: Rendering, workload: Workload, over: list[Budget]) -> Row:
    size = rendering.replicas(workload)
    replicas = ""
    if size:
        replicas = str(size.minimum) if size.minimum == size.maximum else f"{size.minimum} to {size.maximum}"
    limits = [f"{name} {value}" for budget in over for name, value in [budget.limit]]
    return Row(
        name="task pods" if workload.embedded else workload.resource.name,
        kind=f"template in {workload}" if workload.embedded else workload.kind,
        replicas=replicas,
        budget=", ".join(limits),
        spread=tuple(_spread(workload)),
        resources=tuple(
            line
            for container in workload.containers
            for line in _resources(container, named=len(workload.containers) > 1)
        ),
        probes=tuple(line for container in workload.containers for line in _probes(container)),
        grace=f"{grace_seconds(workload)} s",
    )


def _spread(workload: Workload) -> Iterator[str]:
    for each in separations(workload):
        if not each.spread:
            yield f"{_place(each.topology_key)}: {'hard' if '.required' in each.field else 'soft'}, apart"
    for constraint in tree.sequence(workload.pod_spec, "topologySpreadConstraints"):
        hard = tree.at(constraint, "whenUnsatisfiable") in {HARD, None}
        skew = tree.at(constraint, "maxSkew")
        number = f", skew {skew}" if isinstance(skew, int) else ""
        yield f"{_place(tree.text(constraint, 'topologyKey'))}: {'hard' if hard else 'soft'}{number}"


def _place(key: str) -> str:
    return PLACES.get(key, key or "no key")


def _resources(container: Container, *, named: bool) -> Iterator[str]:
    for what, unit in (("cpu", " CPU"), ("memory", "")):
        asked, limit = (_quantity(container.body, kind, what) for kind in ("requests", "limits"))
        yield f"{f'{container.name}: ' if named else ''}{asked} / {limit}{unit}"


def _quantity(body: Mapping[str, Any], kind: str, what: str) -> str:
    value = tree.at(body, "resources", kind, what)
    return str(value) if isinstance(value, str | int | float) else "none"


def _probes(container: Container) -> Iterator[str]:
    for field, name in PROBES.items():
        probe = tree.mapping(container.body, field)
        if not probe:
            continue
        period, failures = probe.get("periodSeconds", 10), probe.get("failureThreshold", 3)
        yield f"{name}: {_asked(probe)}, {failures} \N{MULTIPLICATION SIGN} {period} s"


def _asked(probe: Mapping[str, Any]) -> str:
    for field, name in (("httpGet", "HTTP"), ("tcpSocket", "TCP"), ("grpc", "gRPC"), ("exec", "command")):
        if probe.get(field) is not None:
            return name
    return "nothing"
