"""Which lists of the kinds built into Kubernetes are keyed, and by what?

Source: `x-kubernetes-list-type`, `-list-map-keys` and `-patch-merge-key` in the OpenAPI of Kubernetes 1.37;
tests/diff/test_built_in_lists.py holds every kind of this table against it. What is left out is atomic, for
instance the rules of a Role, the metrics of an autoscaler, volumeClaimTemplates, envFrom.
The status is left out but for its conditions: nobody applies it.
"""

from collections.abc import Mapping

from airkust.diff.merge_keys import SET, MergeKeys

NAMED = MergeKeys(("name",))
SCALARS = MergeKeys(SET)


def _fields(**inside: MergeKeys) -> MergeKeys:
    return MergeKeys(None, inside)


def _items(*names: str, inside: Mapping[str, MergeKeys] | None = None, ordered: bool = False) -> MergeKeys:
    defaults = {"protocol": "TCP"} if "protocol" in names else {}
    return MergeKeys(names, inside or {}, defaults, ordered)


METADATA = _fields(finalizers=SCALARS, ownerReferences=_items("uid"))
STATUS = _fields(conditions=_items("type"))

_CONTAINER = {
    "env": NAMED,
    "ports": _items("containerPort", "protocol"),
    "resources": _fields(claims=NAMED),
    "restartPolicyRules": _fields(exitCodes=_fields(values=SCALARS)),
    "volumeDevices": _items("devicePath"),
    "volumeMounts": _items("mountPath", inside={"bindMountOptions": SCALARS}),
}

_CLAIM = _fields(metadata=METADATA)

_POD_SPEC = _fields(
    containers=_items("name", inside=_CONTAINER),
    ephemeralContainers=_items("name", inside=_CONTAINER),
    evictionResponders=NAMED,
    hostAliases=_items("ip"),
    imagePullSecrets=NAMED,
    initContainers=_items("name", inside=_CONTAINER, ordered=True),
    resourceClaims=NAMED,
    resources=_fields(claims=NAMED),
    schedulingGates=NAMED,
    topologySpreadConstraints=_items("topologyKey", "whenUnsatisfiable"),
    volumes=_items("name", inside={"ephemeral": _fields(volumeClaimTemplate=_CLAIM)}),
)

_TEMPLATE = _fields(metadata=METADATA, spec=_POD_SPEC)

_JOB_SPEC = _fields(
    podFailurePolicy=_fields(rules=_fields(onExitCodes=_fields(values=SCALARS))),
    scheduling=_fields(resourceClaims=NAMED),
    template=_TEMPLATE,
)


def _kind(**inside: MergeKeys) -> MergeKeys:
    return _fields(metadata=METADATA, status=STATUS, **inside)


_TEMPLATED = _kind(spec=_fields(template=_TEMPLATE))
_WEBHOOKS = {"matchConditions": NAMED}
_PLAIN = _kind()

BUILT_IN: Mapping[tuple[str, str], MergeKeys] = {
    ("", "ConfigMap"): _PLAIN,
    ("", "LimitRange"): _PLAIN,
    ("", "Namespace"): _PLAIN,
    ("", "PersistentVolume"): _PLAIN,
    ("", "PersistentVolumeClaim"): _PLAIN,
    ("", "Pod"): _kind(spec=_POD_SPEC),
    ("", "PodTemplate"): _kind(template=_TEMPLATE),
    ("", "ReplicationController"): _TEMPLATED,
    ("", "ResourceQuota"): _PLAIN,
    ("", "Secret"): _PLAIN,
    ("", "Service"): _kind(spec=_fields(ports=_items("port", "protocol"))),
    ("", "ServiceAccount"): _kind(secrets=NAMED),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"): _kind(
        webhooks=_items("name", inside=_WEBHOOKS, ordered=True)  # each sees what the ones before it made
    ),
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"): _kind(
        webhooks=_items("name", inside=_WEBHOOKS)
    ),
    ("apps", "DaemonSet"): _TEMPLATED,
    ("apps", "Deployment"): _TEMPLATED,
    ("apps", "ReplicaSet"): _TEMPLATED,
    ("apps", "StatefulSet"): _kind(spec=_fields(template=_TEMPLATE, volumeClaimTemplates=_CLAIM)),
    ("autoscaling", "HorizontalPodAutoscaler"): _PLAIN,
    ("batch", "CronJob"): _kind(spec=_fields(jobTemplate=_fields(metadata=METADATA, spec=_JOB_SPEC))),
    ("batch", "Job"): _kind(spec=_JOB_SPEC),
    ("networking.k8s.io", "Ingress"): _PLAIN,
    ("networking.k8s.io", "IngressClass"): _PLAIN,
    ("networking.k8s.io", "NetworkPolicy"): _PLAIN,
    ("policy", "PodDisruptionBudget"): _PLAIN,
    ("rbac.authorization.k8s.io", "ClusterRole"): _PLAIN,
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): _PLAIN,
    ("rbac.authorization.k8s.io", "Role"): _PLAIN,
    ("rbac.authorization.k8s.io", "RoleBinding"): _PLAIN,
    ("scheduling.k8s.io", "PriorityClass"): _PLAIN,
    ("storage.k8s.io", "StorageClass"): _PLAIN,
}
"""By API group and kind; "" is the core group."""
