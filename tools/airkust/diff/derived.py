"""Which fields does the API server set from others, or fill in anew when they are given up?

Only where it would otherwise look as if a field went that stays. Sources: kubernetes/kubernetes,
`pkg/apis/*/v1/defaults.go` and `conversion.go`; the `retainKeys` patch strategy of api/apps/v1 and
api/core/v1.
"""

from collections.abc import Mapping
from typing import Any, Final

from airkust.diff.change import Path
from airkust.diff.equivalence import is_built_in
from airkust.model import tree
from airkust.model.workload import REPLICATED, TEMPLATE_PATHS

POD_DEFAULTS: Final[Mapping[str, object]] = {
    "dnsPolicy": "ClusterFirst",
    "progressDeadlineSeconds": 600,
    "schedulerName": "default-scheduler",
    "sessionAffinity": "None",
    "terminationGracePeriodSeconds": 30,
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
}
"""What these fields come back to, wherever they stand in the spec of a built-in kind, probes apart."""

ITEM: Final = 0
"""The step into any item of a list of containers."""

PROBE_DEFAULTS: Final[Mapping[str, object]] = {
    "failureThreshold": 3,
    "periodSeconds": 10,
    "successThreshold": 1,
    "timeoutSeconds": 1,
}

DEFAULTS_AT: Final[Mapping[tuple[str, Path], object]] = {
    **{(kind, ("spec", "replicas")): 1 for kind in REPLICATED},
    ("Deployment", ("spec", "revisionHistoryLimit")): 10,
    ("StatefulSet", ("spec", "revisionHistoryLimit")): 10,
    ("DaemonSet", ("spec", "revisionHistoryLimit")): 10,
    ("StatefulSet", ("spec", "podManagementPolicy")): "OrderedReady",
    ("CronJob", ("spec", "concurrencyPolicy")): "Allow",
    ("CronJob", ("spec", "failedJobsHistoryLimit")): 1,
    ("CronJob", ("spec", "successfulJobsHistoryLimit")): 3,
    ("CronJob", ("spec", "suspend")): False,
    ("HorizontalPodAutoscaler", ("spec", "minReplicas")): 1,
    ("Service", ("spec", "type")): "ClusterIP",
}


def derived(
    wanted: Mapping[str, Any], live: Mapping[str, Any], merged: Mapping[str, Any]
) -> Mapping[str, Any]:
    """A merged object with what follows from the rest of it.

    Args:
        wanted: The manifest.
        live: The object as it is.
        merged: The manifest merged into it, without what the applier gives up.
    """
    if not is_built_in(live):
        return merged
    kind = tree.text(live, "kind")
    refilled = _refilled(kind, (), live, merged)
    return _pod_derived(kind, wanted, _strategy_kept(kind, wanted, refilled))


def _refilled(kind: str, path: Path, live: Any, merged: Any) -> Any:  # noqa: ANN401 -- any JSON value
    """A value with the defaults of the fields it has lost."""
    if live is merged or not isinstance(live, Mapping) or not isinstance(merged, Mapping):
        return _items_refilled(kind, path, live, merged)
    result: dict[str, Any] = {}
    for key, before in live.items():
        default = _default(kind, path, key)
        if key in merged:
            result[key] = _refilled(kind, (*path, key), before, merged[key])
        elif default is not None:
            result[key] = default
    return {**result, **{key: value for key, value in merged.items() if key not in live}}


def _default(kind: str, path: Path, key: str) -> object:
    """What a field comes back to; None where it stays away."""
    if path[:1] != ("spec",):
        return None
    if key == "resources" and path[-1] == ITEM:
        return {}
    in_probe = str(path[-1]).endswith("Probe")
    usual = PROBE_DEFAULTS if in_probe else POD_DEFAULTS
    return DEFAULTS_AT.get((kind, (*path, key)), usual.get(key))


def _items_refilled(kind: str, path: Path, live: Any, merged: Any) -> Any:  # noqa: ANN401 -- any JSON value
    """The same in the items of a list that are named."""
    if live is merged or not isinstance(live, list) or not isinstance(merged, list):
        return merged
    names = {tree.text(each, "name"): each for each in live}
    return [_refilled(kind, (*path, ITEM), names.get(tree.text(each, "name")), each) for each in merged]


def _strategy_kept(kind: str, wanted: Mapping[str, Any], merged: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without the numbers of a rolling update where the manifest turns to another strategy."""
    field = {"Deployment": "strategy", "StatefulSet": "updateStrategy", "DaemonSet": "updateStrategy"}.get(
        kind
    )
    if field is None or tree.text(wanted, "spec", field, "type") in {"", "RollingUpdate"}:
        return merged
    strategy = {k: v for k, v in tree.mapping(merged, "spec", field).items() if k != "rollingUpdate"}
    return {**merged, "spec": {**tree.mapping(merged, "spec"), field: strategy}}


def _pod_derived(kind: str, wanted: Mapping[str, Any], merged: Mapping[str, Any]) -> Mapping[str, Any]:
    path = TEMPLATE_PATHS.get(kind)
    if path is None:
        return merged
    asked = tree.mapping(wanted, *path, "spec")
    return _at(merged, (*path, "spec"), lambda spec: _pod_spec(asked, spec))


def _pod_spec(wanted: Mapping[str, Any], spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """A pod's spec: the old name of its account follows the new one, and a volume has one source."""
    result = dict(spec)
    if "serviceAccountName" in result and "serviceAccount" not in wanted:
        result["serviceAccount"] = result["serviceAccountName"]
    asked = {tree.text(each, "name"): each for each in tree.sequence(wanted, "volumes")}
    if "volumes" in result:
        volumes = tree.sequence(result, "volumes")
        result["volumes"] = [_one_source(asked.get(tree.text(each, "name")), each) for each in volumes]
    return result


def _one_source(wanted: object, volume: Any) -> Any:  # noqa: ANN401 -- whatever stands in the list
    sources = set(tree.mapping(wanted)) - {"name"}
    if not sources or not isinstance(volume, Mapping):
        return volume
    return {key: value for key, value in volume.items() if key == "name" or key in sources}


def _at(body: Mapping[str, Any], path: tuple[str, ...], change: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """A body with the mapping at a path changed; as it is where none stands there."""
    name, *rest = path
    inner = body.get(name)
    if not isinstance(inner, Mapping):
        return body
    return {**body, name: _at(inner, tuple(rest), change) if rest else change(inner)}
