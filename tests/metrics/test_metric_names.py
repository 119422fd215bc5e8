"""Does every alert and every panel ask for a metric that there is?

Airflow's names are those of the file beside this one that Airflow was seen to send, as the exporter writes
them; those of PgBouncer and Kubernetes are listed here, each looked up where it is made.
"""

import json
import re

import pytest
from ruamel.yaml import YAML
from tests.rendered import ROOT

RULE = ROOT / "components/prometheus-rules/prometheus-rule.yaml"
DASHBOARD = ROOT / "components/grafana-dashboards/dashboards/airflow.json"
SCALED = ROOT / "components/autoscaling-keda/scaled-object-triggerer.yaml"
ALERT_TESTS = ROOT / "tests/alerts/alerts.test.yaml"
NAMES = ROOT / "tests/metrics/airflow-metrics.txt"
OTHERS = {
    "up",  # Prometheus itself
    # kube-state-metrics, docs/metrics
    "kube_deployment_spec_replicas",
    "kube_deployment_status_replicas_available",
    "kube_job_failed",
    "kube_pod_status_phase",
    "kube_poddisruptionbudget_status_pod_disruptions_allowed",
    # jbub/pgbouncer_exporter, internal/collector/metrics.go: what Airflow's image of that name holds
    "pgbouncer_exporter_pools_active_clients",
    "pgbouncer_exporter_pools_waiting_clients",
}
METRIC = re.compile(r"\b(?:airflow_|kube_|pgbouncer_)\w+|\bup(?=\{)")


def of_airflow() -> set[str]:
    """Airflow's names as the exporter writes them: a timer is a summary of three series."""
    lines = [line.split() for line in NAMES.read_text().splitlines() if not line.startswith("#")]
    sent = [(name, kind) for name, kind, *seen in lines if seen]
    names = {"airflow_" + re.sub(r"\W", "_", name): kind for name, kind in sent}
    timers = {name for name, kind in names.items() if kind == "timer"}
    return {*names, *(f"{name}_{part}" for name in timers for part in ("sum", "count"))}


def alerts() -> dict[str, str]:
    groups = YAML(typ="safe").load(RULE)["spec"]["groups"]
    return {rule["alert"]: rule["expr"] for group in groups for rule in group["rules"]}


def panels() -> dict[str, str]:
    return {
        f"{panel['title']} {target['refId']}": target["expr"]
        for panel in json.loads(DASHBOARD.read_text())["panels"]
        for target in panel["targets"]
    }


def scalers() -> dict[str, str]:
    triggers = YAML(typ="safe").load(SCALED)["spec"]["triggers"]
    return {f"trigger {number}": trigger["metadata"]["query"] for number, trigger in enumerate(triggers)}


QUERIES = alerts() | panels() | scalers()


@pytest.mark.parametrize("query", QUERIES)
def test_every_metric_of_a_query_exists(query: str) -> None:
    asked = set(METRIC.findall(QUERIES[query]))
    assert asked
    assert asked - of_airflow() - OTHERS == set()


@pytest.mark.parametrize("query", [*panels()])
def test_a_panel_shows_one_namespace(query: str) -> None:
    assert 'namespace="$namespace"' in QUERIES[query]


@pytest.mark.parametrize("speaks", [True, False])
def test_promtool_is_asked_when_each_alert_speaks_and_when_not(*, speaks: bool) -> None:
    cases = [
        case
        for test in YAML(typ="safe").load(ALERT_TESTS)["tests"]
        for case in test["alert_rule_test"]
        if bool(case["exp_alerts"]) is speaks
    ]
    assert {case["alertname"] for case in cases} == set(alerts())


def test_the_readme_lists_every_alert() -> None:
    readme = (RULE.parent / "README.md").read_text()
    assert re.findall(r"^  \| `(Airflow\w+)`", readme, flags=re.MULTILINE) == list(alerts())


def test_no_two_panels_lie_on_each_other() -> None:
    fields = [
        (x, y)
        for panel in json.loads(DASHBOARD.read_text())["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(fields) == len(set(fields))
    assert max(x for x, _ in fields) < 24  # the width of Grafana's grid
