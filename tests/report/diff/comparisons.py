"""Comparisons to print."""

from datetime import UTC, datetime, timedelta
from typing import Any

from airkust.diff.change import Cause, CauseKind, Change, ChangeKind, Ignored, Item
from airkust.diff.comparison import Against, Comparison, Fate, ObjectDiff, SettingChange
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.model.finding import Severity
from airkust.model.resource import ResourceId, Source

NOW = datetime(2026, 1, 5, 3, 4, tzinfo=UTC)
THREE_DAYS_AGO = NOW - timedelta(days=3)

SCHEDULER = ResourceId("Deployment", "airflow-scheduler", "airflow", "apps")
WORKER = ResourceId("StatefulSet", "airflow-worker", "airflow", "apps")
CONFIG = ResourceId("ConfigMap", "airflow-config-7h2k9", "airflow")
OLD_CONFIG = ResourceId("ConfigMap", "airflow-config-5m4b2", "airflow")
SERVICE = ResourceId("Service", "airflow-api-server", "airflow")
ROLE = ResourceId("ClusterRole", "airflow", "", "rbac.authorization.k8s.io")
BUDGET = ResourceId("PodDisruptionBudget", "airflow-scheduler", "airflow", "policy")

CONTAINER = ("spec", "template", "spec", "containers", Item((("name", "airflow"),)))
LIVE = Against("prod", "v1.37.1", NOW)
SNAPSHOT = Against("prod", "v1.37.1", THREE_DAYS_AGO, snapshot="prod.snapshot", base="main")

DRIFT = Cause(CauseKind.DRIFT, "kubectl-edit", THREE_DAYS_AGO)
GIT = Cause(CauseKind.GIT, "kubectl", THREE_DAYS_AGO)


def changed(before: object, after: object, *path: Any, cause: Cause | None = None) -> Change:  # noqa: ANN401
    """A field with another value."""
    return Change(path or ("spec", "replicas"), ChangeKind.CHANGED, before, after, cause=cause)


def deployment(replicas: int, image: str) -> dict[str, Any]:
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "airflow-scheduler", "namespace": "airflow"},
        "spec": {
            "replicas": replicas,
            "template": {"spec": {"containers": [{"name": "airflow", "image": image}]}},
        },
    }


REPLICAS = changed(3, 2, cause=DRIFT)
IMAGE = changed("apache/airflow:3.3.1", "apache/airflow:3.3.2", *CONTAINER, "image", cause=GIT)

SCHEDULER_CHANGED = ObjectDiff(
    SCHEDULER,
    Fate.CHANGED,
    (REPLICAS, IMAGE),
    live=deployment(3, "apache/airflow:3.3.1"),
    predicted=deployment(2, "apache/airflow:3.3.2"),
    ignored=(Ignored(("metadata", "annotations", "deployment.kubernetes.io/revision"), "revision"),),
    source=Source("overlays/ha-prod/scheduler.patch.yaml", 12),
)

SETTINGS = changed(
    "[core]\nparallelism = 32\n\n[celery]\nworker_concurrency = 16\nflower = off\n",
    "[core]\nparallelism = 64\n\n[celery]\nworker_concurrency = 16\nflower = off\n",
    "data",
    "airflow.cfg",
)
DOCUMENT = Change(
    ("data", "pod_template.yaml"),
    ChangeKind.CHANGED,
    "spec: {priority: 1}",
    "spec: {priority: 2}",
    inner=(changed(1, 2, "data", "pod_template.yaml", "spec", "priority"),),
    cause=Cause(CauseKind.CONFLICT, "argocd-controller"),
)
EVERY_CAUSE = (
    Change(("a", "git"), ChangeKind.ADDED, None, "new", cause=GIT),
    Change(
        ("a", "conflict"), ChangeKind.REMOVED, "old", cause=Cause(CauseKind.CONFLICT, "argocd-controller")
    ),
    changed(2, 3, "a", "autoscaler", cause=Cause(CauseKind.AUTOSCALER, "kube-controller-manager")),
    changed(None, "", "a", "default", cause=Cause(CauseKind.DEFAULT)),
    changed({}, [], "a", "webhook", cause=Cause(CauseKind.WEBHOOK, "injector", note="it will not go")),
    changed(True, "true", "a", "unknown", cause=Cause(CauseKind.UNKNOWN)),  # noqa: FBT003 -- a value
    changed("2026", 2026, "a", "nobody said"),
    Change(
        (*CONTAINER, "env"),
        ChangeKind.REORDERED,
        (Item((("name", "A"),)), Item((("name", "B"),))),
        (Item((("name", "B"),)), Item((("name", "A"),))),
        order_matters=True,
        cause=GIT,
    ),
    Change(
        ("metadata", "finalizers", Item((("", "foo"),))),
        ChangeKind.ADDED,
        None,
        "foo",
        standing=True,
        cause=GIT,
    ),
)
CREATED = ObjectDiff(
    CONFIG,
    Fate.CREATED,
    predicted={"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "1", "b": "2"}},
    source=Source("base/config/kustomization.yaml"),
)
ALL = Comparison(
    "overlays/ha-prod",
    SNAPSHOT,
    (
        SCHEDULER_CHANGED,
        ObjectDiff(
            WORKER,
            Fate.RECREATED,
            (changed("fast", "slow", "spec", "volumeClaimTemplates", 0, "spec", "storageClassName"),),
            live={"apiVersion": "apps/v1", "kind": "StatefulSet", "spec": {"a": "fast"}},
            predicted={"apiVersion": "apps/v1", "kind": "StatefulSet", "spec": {"a": "slow"}},
            warnings=("spec.a is deprecated",),
        ),
        ObjectDiff(
            CONFIG,
            Fate.CHANGED,
            (SETTINGS, DOCUMENT, *EVERY_CAUSE),
            live={"apiVersion": "v1", "kind": "ConfigMap", "data": {"airflow.cfg": SETTINGS.before}},
            predicted={"apiVersion": "v1", "kind": "ConfigMap", "data": {"airflow.cfg": SETTINGS.after}},
            previous=OLD_CONFIG,
            approximate="no permission to patch",
        ),
        ObjectDiff(
            SERVICE,
            Fate.CREATED,
            predicted={"apiVersion": "v1", "spec": {"type": "ClusterIP", "ports": [{"port": 8080}]}},
            source=Source("base/service.yaml", 1),
        ),
        ObjectDiff(ROLE, Fate.SAME, ignored=(Ignored(("metadata", "managedFields"), "server-fields"),)),
        ObjectDiff(
            OLD_CONFIG, Fate.ORPHANED, live={"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "1"}}
        ),
        ObjectDiff(BUDGET, Fate.FAILED, error="403 Forbidden: no permission to get\npods"),
    ),
    impacts=(
        Impact(
            ImpactKind.GUARANTEE,
            SCHEDULER,
            "one scheduler is left: the next node that fails stops scheduling",
            Gate.HA,
            Severity.ERROR,
            because=(CONFIG,),
            rule="single-replica",
            fix="Keep two.",
        ),
        Impact(ImpactKind.RECREATE, WORKER, "has to be made anew", Gate.RECREATE, Severity.ERROR),
        Impact(
            ImpactKind.ROLLOUT, SCHEDULER, "3 pods are replaced", Gate.RESTART, Severity.WARNING, (30, 600)
        ),
        Impact(ImpactKind.STALE, WORKER, "keeps the old airflow.cfg", None, Severity.WARNING),
        Impact(ImpactKind.RISK, WORKER, "running tasks may be lost", Gate.HA, Severity.WARNING),
        Impact(ImpactKind.AUTOSCALER, WORKER, "an HPA sets replicas, too"),
        Impact(ImpactKind.ORPHAN, OLD_CONFIG, "is used by a ReplicaSet"),
        Impact(ImpactKind.CONFLICT, CONFIG, "argocd-controller applies it"),
        Impact(ImpactKind.DRIFT, SCHEDULER, "was edited by hand", Gate.DRIFT),
    ),
    settings=(
        SettingChange("core", "parallelism", ("scheduler", "triggerer"), "32", "64"),
        SettingChange("api", "workers", (), None, "[4]"),
    ),
    errors=("CronJob could not be listed: 500",),
)
SAME = Comparison("overlays/dev", LIVE, (ObjectDiff(SCHEDULER, Fate.SAME), ObjectDiff(SERVICE, Fate.SAME)))
EVERY_KIND = (ALL, SAME)


def of(*objects: ObjectDiff, **more: Any) -> Comparison:  # noqa: ANN401 -- fields of a comparison
    """A comparison of these objects."""
    return Comparison("in", LIVE, objects, **more)


def hostile(text: str) -> Comparison:
    """A comparison that holds a text wherever one may stand."""
    subject = ResourceId(text, text, text, text)
    cause = Cause(CauseKind.DRIFT, text, NOW, text)
    path = (text, Item(((text, text),)), 0)
    body = {"apiVersion": text, text: [text, {text: text}], "data": {text: text}}
    each = ObjectDiff(
        subject,
        Fate.CHANGED,
        (
            Change(path, ChangeKind.CHANGED, text, f"{text}\n{text}", cause=cause),
            Change(path, ChangeKind.ADDED, None, body, cause=cause),
            Change(path, ChangeKind.REORDERED, path, tuple(reversed(path))),
        ),
        live=body,
        predicted={**body, "more": text},
        previous=subject,
        approximate=text,
        warnings=(text,),
        ignored=(Ignored(path, text),),
        source=Source(text, 1),
    )
    impact = Impact(ImpactKind.RISK, subject, text, Gate.HA, because=(subject,), rule=text, fix=text)
    return Comparison(
        text,
        Against(text, text, NOW, text, text),
        (
            each,
            ObjectDiff(subject, Fate.FAILED, error=text),
            ObjectDiff(subject, Fate.CREATED, predicted=body),
            ObjectDiff(subject, Fate.ORPHANED, live=body),
            ObjectDiff(ResourceId("ConfigMap", text), Fate.CREATED, predicted=body),
        ),
        (impact,),
        (SettingChange(text, text, (text,), text, text),),
        (text,),
    )
