"""What may be known of a database URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.manifests import only_workload, pod

from airkust.model.metadata_database import Connection, async_connection, connection, read_url
from airkust.model.settings import Settings
from airkust.model.value import Elsewhere, Known, SecretRef, Setting, Undetermined

NAME = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
SECRET = f"{{name: {NAME}, valueFrom: {{secretKeyRef: {{name: db, key: url}}}}}}"


def settings(*env: str, rest: str = "") -> Settings:
    found, workload = only_workload(pod(f"env: [{', '.join(env)}]{rest}"))
    return Settings(found.index, workload, workload.containers[0])


def variable(name: str, value: str) -> str:
    return f"{{name: {name}, value: '{value}'}}"


def parts(found: Connection) -> tuple[str, str, str, int | None]:
    return found.dialect, found.driver, found.host, found.port


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql+psycopg2://u:p@db:5432/airflow", ("postgresql", "psycopg2", "db", 5432)),
        ("postgres://db/airflow", ("postgresql", "", "db", None)),
        ("mysql+mysqldb://u:p@db.example.com/a?charset=utf8", ("mysql", "mysqldb", "db.example.com", None)),
        ("postgresql://u:p@ss/w@ord@db:5432/a", ("postgresql", "", "db", 5432)),
        ("postgresql://u:p@[::1]:5432/a", ("postgresql", "", "::1", 5432)),
        ("sqlite:////opt/airflow/airflow.db", ("sqlite", "", "", None)),
        ("postgresql://$(USER):$(PASSWORD)@db:5432/a", ("postgresql", "", "db", 5432)),
        ("postgresql://u:p@$(HOST):5432/a", ("postgresql", "", "", 5432)),
        ("no url", ("", "", "", None)),
    ],
)
def test_a_url_is_taken_apart(url: str, expected: tuple[str, str, str, int | None]) -> None:
    assert parts(read_url(Setting(Known(url)))) == expected


@given(st.text("abc:@/?#$()", max_size=12))
def test_a_password_is_never_kept(password: str) -> None:
    found = read_url(Setting(Known(f"postgresql://user:{password}geheim@db:5432/airflow")))
    assert "geheim" not in f"{parts(found)}{found.fact}"


def test_the_parameters_are_read() -> None:
    assert read_url(Setting(Known("postgresql://db/a?sslmode=require&x="))).options == {
        "sslmode": "require",
        "x": "",
    }
    assert read_url(Setting(Known("postgresql://db/a?$(OPTIONS)"))).options is None
    assert read_url(Setting(SecretRef("a", "b"))).options is None


def test_without_a_setting_it_is_a_file_in_the_container() -> None:
    assert connection(settings()).dialect == "sqlite"


def test_the_section_of_airflow_2_is_read() -> None:
    url = variable("AIRFLOW__CORE__SQL_ALCHEMY_CONN", "mysql://db/a")
    assert parts(connection(settings(url))) == ("mysql", "", "db", None)


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ([variable("AIRFLOW_DATABASE_HOST", "db")], ("postgresql", "psycopg2", "db", None)),
        (
            [variable("AIRFLOW_DATABASE_HOST", "db"), variable("AIRFLOW_DATABASE_PORT_NUMBER", "6432")],
            ("postgresql", "psycopg2", "db", 6432),
        ),
        ([SECRET.replace(NAME, "AIRFLOW_DATABASE_HOST")], ("", "", "", None)),
    ],
)
def test_the_entrypoint_of_bitnami_builds_a_url(
    env: list[str], expected: tuple[str, str, str, int | None]
) -> None:
    assert parts(connection(settings(*env))) == expected


def test_the_asynchronous_one_is_derived() -> None:
    found = async_connection(settings(variable(NAME, "postgresql+psycopg2://u@db:6432/a")))
    assert parts(found) == ("postgresql", "asyncpg", "db", 6432)


def test_the_asynchronous_one_may_be_set() -> None:
    url = variable(f"{NAME}_ASYNC", "postgresql+psycopg://other/a")
    assert parts(async_connection(settings(SECRET, url))) == ("postgresql", "psycopg", "other", None)


def test_the_asynchronous_one_may_be_turned_off() -> None:
    assert async_connection(settings(SECRET, variable(f"{NAME}_ASYNC", ""))).none


@pytest.mark.parametrize(
    ("setting", "fact"),
    [
        (Setting(SecretRef("db", "url")), 'key "url" of Secret/db'),
        (Setting(Elsewhere("command", "cat /x")), 'the command "cat /x"'),
        (Setting(Undetermined("Secret/more")), "Secret/more"),
        (Setting(None), "no value"),
        (Setting(Known("geheim")), "a database URL that can be read"),
        (Setting(Known("x", (SecretRef("a", "b"),))), 'key "b" of Secret/a'),
    ],
)
def test_what_is_missing_is_said(setting: Setting, fact: str) -> None:
    assert read_url(setting).fact == fact
