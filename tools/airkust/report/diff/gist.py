"""What is an object, in a few words?"""

from collections.abc import Iterator, Mapping
from typing import Any

from airkust.model import tree
from airkust.model.workload import REPLICATED, TEMPLATE_PATHS
from airkust.report.diff.visible import listed, visible

FEW = 4
IMAGE = 80


def gist(kind: str, body: Mapping[str, Any] | None) -> str:
    """For instance `2 replicas, apache/airflow:3.3.2`; "" where nothing is worth telling.

    Args:
        kind: Of the object.
        body: Secrets masked; None where it is not known.
    """
    if body is None:
        return ""
    parts = _facts(kind, body)
    return visible(", ".join(part for part in parts if part))


def _facts(kind: str, body: Mapping[str, Any]) -> Iterator[str]:
    if kind in TEMPLATE_PATHS:
        yield from _pods(kind, body)
    match kind:
        case "ConfigMap" | "Secret":
            keys = [
                str(key) for part in ("data", "binaryData", "stringData") for key in tree.mapping(body, part)
            ]
            yield f"{_counted(len(keys), 'key')}: {listed(keys, FEW)}" if keys else "empty"
        case "Service":
            ports = [_short(tree.at(port, "port")) for port in tree.sequence(body, "spec", "ports")]
            yield tree.text(body, "spec", "type")
            yield f"port {listed(ports, FEW)}" if ports else ""
        case "PersistentVolumeClaim":
            yield _short(tree.at(body, "spec", "resources", "requests", "storage"))
        case "PodDisruptionBudget":
            yield _named(body, "minAvailable")
            yield _named(body, "maxUnavailable")
        case "HorizontalPodAutoscaler":
            yield _named(body, "minReplicas")
            yield _named(body, "maxReplicas")
        case "CronJob":
            yield _named(body, "schedule")
        case "Role" | "ClusterRole":
            yield _counted(len(tree.sequence(body, "rules")), "rule")
        case _:
            return


def _pods(kind: str, body: Mapping[str, Any]) -> Iterator[str]:
    replicas = tree.at(body, "spec", "replicas")
    if kind in REPLICATED and isinstance(replicas, int):
        yield _counted(replicas, "replica")
    pods = tree.mapping(body, *TEMPLATE_PATHS[kind], "spec")
    images = [tree.text(each, "image")[:IMAGE] for each in tree.sequence(pods, "containers")]
    yield listed(dict.fromkeys(filter(None, images)), FEW)


def _named(body: Mapping[str, Any], key: str) -> str:
    value = _short(tree.at(body, "spec", key))
    return f"{key} {value}" if value else ""


def _short(value: Any) -> str:  # noqa: ANN401 -- whatever the object holds
    return str(value)[:IMAGE] if isinstance(value, str | int | float) else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
