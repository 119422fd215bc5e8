"""The connections of the core, counted as docs/production.md counts them."""

from pathlib import Path
from typing import Any

import pytest
from tests.model.manifests import config_map, rendering
from tests.rendered import ROOT

from airkust.model.connections import Connections, connections, limited
from airkust.model.pooler import poolers
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.parse import parse

HPA = (
    "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: "
    "{scaleTargetRef: {kind: Deployment, name: a}, minReplicas: 2, maxReplicas: 6}}"
)


def component(args: str, env: dict[str, str] | None = None, spec: str = "replicas: 2") -> str:
    variables = [{"name": name, "value": value} for name, value in (env or {}).items()]
    return (
        f"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: a}}, spec: {{{spec}, "
        f"template: {{spec: {{containers: [{{name: airflow, image: 'apache/airflow:3.3.2', args: [{args}], "
        f"env: {variables!r}}}]}}}}}}}}"
    )


def totals(found: Rendering) -> list[int | None]:
    return [each.total for each in connections(found) if isinstance(each, Connections)]


@pytest.fixture(scope="module")
def ha_prod() -> Rendering:
    golden = Path(ROOT / "tests/renderings/golden/ha-prod.yaml")
    return parse(golden.read_bytes(), name="ha-prod")


def test_ha_prod_opens_what_the_guide_says(ha_prod: Rendering) -> None:
    found = [each for each in connections(ha_prod, poolers(ha_prod)) if isinstance(each, Connections)]
    assert sum(each.total or 0 for each in found) == 30 * (3 + 3) + 15 * (3 + 3 + 3)


def test_all_of_ha_prod_goes_through_its_pooler(ha_prod: Rendering) -> None:
    [pooler] = poolers(ha_prod)
    assert {each.through for each in connections(ha_prod, (pooler,)) if isinstance(each, Connections)} == {
        pooler
    }


@pytest.mark.parametrize(
    ("args", "env", "expected"),
    [
        ("scheduler", {}, [3 * 15]),
        ("api-server", {}, [3 * 15, 3 * 15]),
        ("api-server, --workers, '4'", {}, [3 * 4 * 15, 3 * 4 * 15]),
        ("api-server, --workers=4", {}, [3 * 4 * 15, 3 * 4 * 15]),
        ("api-server", {"AIRFLOW__API__WORKERS": "2"}, [3 * 2 * 15, 3 * 2 * 15]),
        ("api-server", {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": ""}, [3 * 15]),
        ("scheduler", {"AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE": "20"}, [3 * 30]),
        ("scheduler", {"AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE": "0"}, [None]),
        ("scheduler", {"AIRFLOW__DATABASE__SQL_ALCHEMY_MAX_OVERFLOW": "-1"}, [None]),
        ("scheduler", {"AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_ENABLED": "False"}, [None]),
        ("db, migrate", {}, []),
    ],
)
def test_each_engine_of_each_process_has_a_pool(
    args: str, env: dict[str, str], expected: list[int | None]
) -> None:
    assert totals(rendering(component(args, env))) == expected


@pytest.mark.parametrize(
    ("spec", "pods"),
    [
        ("replicas: 3, strategy: {type: Recreate}", 3),
        ("replicas: 3, strategy: {rollingUpdate: {maxSurge: 2}}", 5),
        ("replicas: 0", 0),
    ],
)
def test_a_rollout_adds_its_surge(spec: str, pods: int) -> None:
    assert totals(rendering(component("scheduler", spec=spec))) == [pods * 15]


def test_an_autoscaler_counts_with_its_upper_bound() -> None:
    assert totals(rendering(component("scheduler"), HPA)) == [8 * 15]


@pytest.mark.parametrize(
    ("args", "env"),
    [
        ("api-server, --workers, many", {}),
        ("scheduler", {"AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE": "few"}),
        ("scheduler", {"AIRFLOW__DATABASE__SQL_ALCHEMY_MAX_OVERFLOW": "few"}),
        ("api-server", {"AIRFLOW__API__WORKERS": ""}),
    ],
)
def test_what_cannot_be_counted_is_a_missing_fact(args: str, env: dict[str, Any]) -> None:
    [found] = connections(rendering(component(args, env)))
    assert isinstance(found, Undetermined)


def test_the_pods_of_a_daemon_set_are_not_known() -> None:
    [found] = connections(
        rendering(component("scheduler").replace("Deployment", "DaemonSet"), config_map("c"))
    )
    assert found == Undetermined("how many pods DaemonSet/a has")


def test_an_engine_says_what_it_is_made_of() -> None:
    found = rendering(component("api-server, --workers, '2'"))
    assert list(map(str, connections(found))) == ["a 3 * 2 * 15", "a (async) 3 * 2 * 15"]


@pytest.mark.parametrize(("total", "text"), [(None, "any number of connections"), (3, "up to 3 connections")])
def test_a_total_ends_a_sentence(total: int | None, text: str) -> None:
    assert limited(total) == text
