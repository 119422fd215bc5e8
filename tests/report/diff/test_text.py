"""A comparison at three in the morning: the worst first, a line for a change, no terminal that obeys."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.diff.comparisons import (
    ALL,
    CONFIG,
    EVERY_KIND,
    NOW,
    SAME,
    SCHEDULER_CHANGED,
    changed,
    hostile,
    of,
)

from airkust.diff.change import CauseKind, ChangeKind
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.impact import ImpactKind
from airkust.report.diff import text

COLORS = re.compile(r"\x1b\[[0-9;]*m")

EXPECTED = r"""
overlays/ha-prod: compared with snapshot prod.snapshot of prod (v1.37.1), taken 3 days ago (2026-01-02 03:04 UTC); base main
1 recreated, 2 changed, 1 created, 1 orphaned, 1 failed, 1 same; 1 restarts; 1 drifted by hand; incomplete

error   Deployment/airflow-scheduler in airflow  single-replica
        one scheduler is left: the next node that fails stops scheduling
        because of ConfigMap/airflow-config-7h2k9
        fix: Keep two.
error   StatefulSet/airflow-worker in airflow
        has to be made anew
warning Deployment/airflow-scheduler in airflow
        3 pods are replaced
        takes 30 s to 10 min
warning StatefulSet/airflow-worker in airflow
        keeps the old airflow.cfg
warning StatefulSet/airflow-worker in airflow
        running tasks may be lost
info    StatefulSet/airflow-worker in airflow
        an HPA sets replicas, too
info    ConfigMap/airflow-config-5m4b2 in airflow
        is used by a ReplicaSet
info    ConfigMap/airflow-config-7h2k9 in airflow
        argocd-controller applies it
info    Deployment/airflow-scheduler in airflow
        was edited by hand

effective settings of Airflow
  [core] parallelism: 32 → 64  (scheduler, triggerer)
  [api] workers: unset → [4]

changed   Deployment/airflow-scheduler in airflow  overlays/ha-prod/scheduler.patch.yaml:12
  spec.replicas: 3 → 2  drift: kubectl edit, 3 days ago (2026-01-02 03:04 UTC)
  spec.template.spec.containers[name=airflow].image: apache/airflow:3.3.1 → apache/airflow:3.3.2  git

recreated StatefulSet/airflow-worker in airflow
  the API server warns: spec.a is deprecated
  spec.volumeClaimTemplates[0].spec.storageClassName: fast → slow

changed   ConfigMap/airflow-config-7h2k9 in airflow
  takes the place of ConfigMap/airflow-config-5m4b2 in airflow
  approximate: no permission to patch
  data["airflow.cfg"]:
      [core]
    - parallelism = 32
    + parallelism = 64

      [celery]
  data["pod_template.yaml"].spec.priority: 1 → 2  conflict: argocd-controller
  a.git [added]: new  git
  a.conflict [removed]: old  conflict: argocd-controller
  a.autoscaler: 2 → 3  autoscaler: kube-controller-manager
  a.default: null → ""  default
  a.webhook: {} → []  webhook: injector; it will not go
  a.unknown: true → "true"  cause unknown
  a["nobody said"]: "2026" → 2026
  spec.template.spec.containers[name=airflow].env [reordered]: name=A, name=B → name=B, name=A; their order matters  git
  metadata.finalizers[foo] [added]: foo  git; already so at main: would be reverted

created   Service/airflow-api-server in airflow  ClusterIP, port 8080  base/service.yaml:1

orphaned  ConfigMap/airflow-config-5m4b2 in airflow  1 key: a

failed    PodDisruptionBudget/airflow-scheduler in airflow
  error: 403 Forbidden: no permission to get pods

error: CronJob could not be listed: 500

overlays/dev: compared with cluster prod (v1.37.1), read just now (2026-01-05 03:04 UTC)
no differences; 2 same
""".lstrip("\n")  # noqa: E501 -- values are not wrapped


def test_everything_that_can_happen_is_in_what_is_rendered() -> None:
    changes = [change for each in ALL.objects for change in each.changes]
    assert {each.fate for each in ALL.objects} == set(Fate)
    assert {change.kind for change in changes} == set(ChangeKind)
    assert {change.cause.kind for change in changes if change.cause} == set(CauseKind)
    assert {impact.kind for impact in ALL.impacts} == set(ImpactKind)


def test_the_whole_is_read_from_the_worst_down() -> None:
    assert text.render(EVERY_KIND, now=NOW) == EXPECTED


def test_nothing_to_do_is_two_lines() -> None:
    assert text.render([SAME], now=NOW) == (
        "overlays/dev: compared with cluster prod (v1.37.1), read just now (2026-01-05 03:04 UTC)\n"
        "no differences; 2 same\n"
    )


def test_what_is_not_shown_is_listed_if_asked_for() -> None:
    said = text.render([ALL], now=NOW, explain_ignored=True)
    assert [line for line in said.splitlines() if "not shown" in line] == [
        '  metadata.annotations["deployment.kubernetes.io/revision"]: not shown, by rule revision',
        "  metadata.managedFields: not shown, by rule server-fields",
    ]


def test_colours_change_nothing_but_the_colours() -> None:
    said = text.render(EVERY_KIND, now=NOW, color=True)
    assert (COLORS.sub("", said), said == EXPECTED) == (EXPECTED, False)


def test_sentences_are_wrapped_to_the_terminal() -> None:
    said = text.render([ALL], now=NOW, width=40)
    assert "        one scheduler is left: the next\n        node that fails stops scheduling\n" in said


def test_a_failure_stands_behind_what_could_be_compared() -> None:
    failed = ObjectDiff(CONFIG, Fate.FAILED, error="gone")
    said = text.render([of(failed, SCHEDULER_CHANGED)], now=NOW)
    assert said.endswith("failed    ConfigMap/airflow-config-7h2k9 in airflow\n  error: gone\n")


def test_an_escape_of_a_manifest_is_seen_and_not_obeyed() -> None:
    each = ObjectDiff(CONFIG, Fate.CHANGED, (changed("a", "\x1b]0;b\x07\x9b2J\nc", "data", "x"),))
    said = text.render([of(each)], now=NOW, color=True)
    assert r"+ \x1b]0;b\x07\x9b2J" in COLORS.sub("", said)


@settings(deadline=None)
@given(st.text())
def test_no_text_drives_a_terminal(said: str) -> None:
    lines = text.render([hostile(said)], now=NOW, explain_ignored=True).split("\n")
    assert [line for line in lines if not line.isprintable()] == []


@given(st.text())
def test_no_text_makes_lines_of_its_own(said: str) -> None:
    lines = text.render([hostile(said)], now=NOW).split("\n")
    heads = Counter(line.split(" ")[0] for line in lines)
    assert (heads["failed"], heads["orphaned"], heads["created"]) == (1, 1, 2)
