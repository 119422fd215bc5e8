"""Does every process notice a silent database by the limits of base/config/airkust_database_client.py?"""

import runpy
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine
from tests.postgresql import Database, free_port, readable_folder
from tests.rendered import OVERLAYS, ROOT, Document, of_kind, pod_templates

MODULE = runpy.run_path(str(ROOT / "base/config/airkust_database_client.py"))
SETTINGS = {
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONNECT_ARGS": "airkust_database_client.connect_args",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONNECT_ARGS_ASYNC": "airkust_database_client.connect_args_async",
}
FILE = "/opt/airflow/config/airkust_database_client.py"
# Not the Jobs: they end soon, and a template that names a ConfigMap by its hash could not be applied again.
OURS = [
    (overlay, deployment["metadata"]["name"], name)
    for overlay in OVERLAYS
    for deployment in of_kind(overlay, "Deployment")
    for name in ("airflow", "wait-for-migrations")
    if deployment["spec"]["template"]["spec"]["containers"][0]["name"] == "airflow"
]


def container_of(overlay: str, owner: str, name: str) -> Document:
    spec = pod_templates(overlay)[owner]["spec"]
    found = (c for c in [*spec["containers"], *spec.get("initContainers", [])] if c["name"] == name)
    return next(found)


@pytest.mark.parametrize(("overlay", "owner", "name"), OURS)
def test_airflow_is_told_of_the_limits(overlay: str, owner: str, name: str) -> None:
    told = {env["name"]: env.get("value") for env in container_of(overlay, owner, name)["env"]}
    assert {setting: told.get(setting) for setting in SETTINGS} == SETTINGS


@pytest.mark.parametrize(("overlay", "owner", "name"), OURS)
def test_the_module_is_where_airflow_looks_for_it(overlay: str, owner: str, name: str) -> None:
    mounts = container_of(overlay, owner, name)["volumeMounts"]
    assert FILE in {mount["mountPath"] for mount in mounts}


@pytest.fixture(scope="module")
def connection() -> Iterator[Any]:
    """The driver's connection below the one Airflow makes, to a real PostgreSQL."""
    with readable_folder() as folder:
        database = Database(folder, free_port())
        database.create()
        database.start()
        engine = create_engine(database.url(), connect_args=MODULE["connect_args"])
        with engine.connect() as made:
            yield made.connection.driver_connection
        engine.dispose()
        database.stop()


def test_a_connect_that_fails_is_tried_again(connection: Any) -> None:  # noqa: ANN401 -- psycopg2 has no types
    assert connection.info.dsn_parameters["host"].split(",") == ["127.0.0.1"] * MODULE["CONNECTS"]


def test_hosts_that_were_named_are_kept() -> None:
    parameters = {"host": "one,two"}
    MODULE["connect_again"](create_engine("postgresql+psycopg2://").dialect, None, [], parameters)
    assert parameters == {"host": "one,two"}


def test_other_drivers_are_left_alone() -> None:
    parameters = {"host": "one"}
    MODULE["connect_again"](create_engine("sqlite://").dialect, None, [], parameters)
    assert parameters == {"host": "one"}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        (socket.TCP_USER_TIMEOUT, MODULE["SILENT_SECONDS"] * 1000),
        (socket.TCP_KEEPIDLE, MODULE["connect_args"]["keepalives_idle"]),
        (socket.TCP_KEEPINTVL, MODULE["connect_args"]["keepalives_interval"]),
    ],
)
def test_the_connection_has_the_limits(option: int, value: int, connection: Any) -> None:  # noqa: ANN401 -- psycopg2 has no types
    with socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as same:
        assert same.getsockopt(socket.IPPROTO_TCP, option) == value
