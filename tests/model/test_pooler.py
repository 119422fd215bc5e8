"""PgBouncer: what it is told, what it opens, and who goes through it."""

from dataclasses import replace

import pytest
from tests.model.manifests import config_map, rendering
from tests.rendered import ROOT

from airkust.model.metadata_database import read_url
from airkust.model.pooler import Pooler, is_pgbouncer, poolers, route
from airkust.model.rendering import Rendering
from airkust.model.value import Known, SecretRef, Setting, Undetermined
from airkust.parse import parse

INI = """\
[databases]
airflow = host=db port=5432 dbname=airflow password=geheim
other = host=db pool_size=3 reserve_pool=1
[pgbouncer]
; a comment = 1
pool_mode = transaction
max_client_conn = 300
"""
SERVICE = (
    "{apiVersion: v1, kind: Service, metadata: {name: pooler, namespace: team}, "
    "spec: {selector: {app: pooler}, ports: [{port: 6432}]}}"
)
AIRFLOW = (
    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: scheduler, namespace: team}, spec: "
    "{template: {spec: {containers: [{name: airflow, image: 'apache/airflow:3', args: [scheduler]}]}}}}"
)


def deployment(container: str = "", volumes: str = "configMap: {name: c}", name: str = "pooler") -> str:
    return (
        f"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}, namespace: team}}, spec: "
        f"{{template: {{metadata: {{labels: {{app: {name}}}}}, spec: {{"
        f"volumes: [{{name: v, {volumes}}}], "
        f"containers: [{{name: p, image: 'x/pgbouncer:1.23.1', "
        f"volumeMounts: [{{name: v, mountPath: /etc/pgbouncer}}] {container}}}]"
        "}}}}"
    )


def ini(text: str, name: str = "pgbouncer__ini") -> str:
    body = text.rstrip().replace("\n", "\n    ")
    key = name.replace("__", ".")
    head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: team}\ndata:"
    return f"{head}\n  {key}: |\n    {body}"


def only(*documents: str) -> Pooler:
    [found] = poolers(rendering(*documents))
    return found


def test_the_ini_is_read() -> None:
    settings = only(deployment(), ini(INI)).settings
    assert (settings.text("pool_mode"), settings.number("max_client_conn")) == ("transaction", 300)
    assert (settings.number("default_pool_size"), settings.text("unknown"), settings.unread) == (20, "", "")
    assert settings.databases["airflow"] == {"host": "db", "port": "5432", "dbname": "airflow"}
    assert (str(settings.holder), settings.field) == ("ConfigMap/c", 'data["pgbouncer.ini"]')


def test_the_ini_named_in_a_shells_script_is_read() -> None:
    script = ", command: [sh, -c, 'make-users; exec pgbouncer /etc/pgbouncer/p.ini']"
    assert only(deployment(script), ini(INI, "p.ini")).settings.number("max_client_conn") == 300


def test_the_ini_named_on_the_command_line_is_read() -> None:
    found = only(deployment(", command: [pgbouncer, -u, nobody, /etc/pgbouncer/p.ini]"), ini(INI, "p.ini"))
    assert found.settings.number("max_client_conn") == 300


def test_an_included_file_goes_on_where_it_stands() -> None:
    both = ini(INI + "%include /etc/pgbouncer/more.ini") + "\n  more.ini: |\n    max_client_conn = 9"
    assert only(deployment(), both).settings.number("max_client_conn") == 9


def test_a_second_section_begins_anew() -> None:
    assert (
        only(deployment(), ini(INI + "[pgbouncer]\npool_mode = session")).settings.text("max_client_conn")
        == "100"
    )


@pytest.mark.parametrize(
    ("documents", "unread"),
    [
        ([deployment(volumes="secret: {secretName: s}")], "pgbouncer.ini of Secret/s"),
        ([deployment()], "pgbouncer.ini of ConfigMap/c"),
        ([deployment(), ini("%include /etc/other.ini")], "/etc/other.ini in the pooler's image"),
        ([deployment(), ini("%include other.ini")], "other.ini in the pooler's image"),
        ([deployment(), ini("%include /etc/pgbouncer/pgbouncer.ini")], None),
        ([deployment(volumes="emptyDir: {}")], "the settings in the image of Deployment/pooler"),
    ],
)
def test_what_cannot_be_read_is_said(documents: list[str], unread: str | None) -> None:
    found = only(*documents).settings.unread
    assert found == unread if unread else "/etc/pgbouncer/pgbouncer.ini in the pooler's image" in found


@pytest.mark.parametrize("prefix", ["", "PGBOUNCER_"])
def test_the_environment_of_an_image_is_read(prefix: str) -> None:
    env = f", env: [{{name: {prefix}MAX_CLIENT_CONN, value: '50'}}, {{name: {prefix}PATH, value: x}}]"
    settings = only(deployment(env, "emptyDir: {}")).settings
    assert (settings.number("max_client_conn"), settings.unread) == (50, "")
    assert str(settings.holder) == "Deployment/pooler"


def test_a_variable_nobody_can_read_is_said() -> None:
    env = ", env: [{name: POOL_MODE, valueFrom: {secretKeyRef: {name: s, key: k}}}]"
    assert only(deployment(env, "emptyDir: {}")).settings.unread.startswith("POOL_MODE of Deployment/pooler")


@pytest.mark.parametrize(
    ("image", "version", "statements"),
    [
        ("edoburu/pgbouncer:v1.23.1-p2", (1, 23), 0),
        ("apache/airflow:airflow-pgbouncer-2025.03.05-1.24.1", (1, 24), 200),
        ("bitnami/pgbouncer:1.25.0", (1, 25), 200),
        ("x/pgbouncer:latest", None, None),
    ],
)
def test_the_version_decides_about_prepared_statements(
    image: str, version: tuple[int, int] | None, statements: int | None
) -> None:
    found = only(deployment().replace("x/pgbouncer:1.23.1", image), ini("[pgbouncer]"))
    assert (found.version, found.max_prepared_statements) == (version, statements)


def test_a_number_of_prepared_statements_is_taken() -> None:
    assert only(deployment(), ini("[pgbouncer]\nmax_prepared_statements=7")).max_prepared_statements == 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INI, 20 + 4),
        ("[pgbouncer]", 20),
        (INI + "default_pool_size = 30\nreserve_pool_size = 5", 35 + 4),
        (INI + "max_db_connections = 10", 10 + 4),
        (INI + "default_pool_size = many", None),
    ],
)
def test_each_database_has_a_pool(text: str, expected: int | None) -> None:
    assert only(deployment(), ini(text)).server_connections == expected


def test_the_poolers_of_ha_prod_are_found() -> None:
    golden = ROOT / "tests/renderings/golden/ha-prod.yaml"
    [found] = poolers(parse(golden.read_bytes(), name="ha-prod"))
    assert (found.settings.number("max_client_conn"), found.server_connections) == (500, 20)
    assert (found.version, found.max_prepared_statements, found.settings.unread) == ((1, 23), 200, "")


def test_what_exports_the_metrics_of_a_pooler_is_none() -> None:
    image = "apache/airflow:airflow-pgbouncer-exporter-2025.03.05-0.18.0"
    assert not poolers(rendering(deployment().replace("x/pgbouncer:1.23.1", image)))


def test_a_program_tells_as_well_as_an_image() -> None:
    text = deployment(", command: [/usr/bin/pgbouncer]").replace("x/pgbouncer:1.23.1", "internal/pool:1")
    [workload] = rendering(text).workloads
    assert is_pgbouncer(workload.containers[0])


@pytest.fixture
def found() -> Rendering:
    return rendering(deployment(), ini(INI), SERVICE, AIRFLOW)


@pytest.mark.parametrize(
    ("url", "through"),
    [
        ("postgresql://u:p@pooler:6432/a", True),
        ("postgresql://u:p@pooler.team.svc.cluster.local:6432/a", True),
        ("postgresql://u:p@db.example.com:5432/a", False),
        ("postgresql://u:p@127.0.0.1:6432/a", False),
        ("sqlite:////a.db", False),
        ("", False),
    ],
)
def test_a_host_tells_whether_a_connection_goes_through_the_pooler(
    found: Rendering, url: str, *, through: bool
) -> None:
    [scheduler] = [workload for workload in found.workloads if workload.resource.name == "scheduler"]
    [pooler] = poolers(found)
    led = route(found, (pooler,), scheduler, read_url(Setting(Known(url))))
    assert led is (pooler if through else None)


def test_a_url_in_a_secret_is_taken_to_lead_to_the_only_pooler(found: Rendering) -> None:
    [pooler] = poolers(found)
    secret = read_url(Setting(SecretRef("db", "url")))
    assert route(found, (pooler,), found.workloads[1], secret) is pooler
    assert route(found, (), found.workloads[1], secret) is None
    several = (pooler, replace(pooler, workload=found.workloads[1], sidecar=True), replace(pooler))
    assert route(found, several[:2], pooler.workload, secret) is pooler
    assert route(found, (pooler, replace(pooler)), found.workloads[1], secret) == Undetermined(
        'which pooler key "url" of Secret/db leads to'
    )


def test_a_pooler_beside_airflow_is_a_sidecar() -> None:
    beside = AIRFLOW.replace("args: [scheduler]}", "args: [scheduler]}, {name: p, image: pgbouncer}")
    assert only(beside, config_map("c")).sidecar
