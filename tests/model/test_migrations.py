"""Which workloads migrate the database."""

import pytest
from tests.model.manifests import pod, rendering

from airkust.model.migrations import migrators, scripts, waits

JOB = (
    "{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {template: {spec: "
    "{containers: [{name: m, image: 'apache/airflow:3', command: [/prepare.sh]}]}}}}"
)


def names(*documents: str) -> list[str]:
    return [migrator.workload.resource.name for migrator in migrators(rendering(*documents))]


@pytest.mark.parametrize(
    "container",
    [
        "args: [airflow, db, migrate]",
        "args: [db, upgrade]",
        "args: [initdb]",
        "command: [bash, -c, 'airflow db migrate && true']",
        "args: [api-server], env: [{name: _AIRFLOW_DB_MIGRATE, value: 'true'}]",
    ],
)
def test_a_container_migrates(container: str) -> None:
    assert names(pod(container)) == ["p"]


@pytest.mark.parametrize(
    "container",
    ["args: [db, check-migrations]", "args: [api-server], env: [{name: _AIRFLOW_DB_MIGRATE, value: ''}]"],
)
def test_a_container_does_not_migrate(container: str) -> None:
    assert names(pod(container)) == []


def test_an_init_container_counts() -> None:
    assert names(pod("args: [scheduler]", "initContainers: [{name: i, args: [db, migrate]}]")) == ["p"]


def test_jobs_come_first() -> None:
    job = JOB.replace("command: [/prepare.sh]", "args: [db, migrate]")
    assert names(pod("args: [db, migrate]"), job) == ["j", "p"]


def test_a_script_that_runs_once_may_migrate() -> None:
    assert [script.container.name for script in scripts(rendering(JOB))] == ["m"]


def test_a_long_lived_container_hides_no_migration() -> None:
    assert scripts(rendering(pod("command: [/run.sh]"))) == ()


@pytest.mark.parametrize(
    ("args", "seconds"),
    [
        ("[db, check-migrations]", 60),
        ("[airflow, db, check-migrations, -t, '5']", 5),
        ("[airflow, db, check-migrations, -t5]", 5),
        ("[db, check-migrations, --migration-wait-timeout=300]", 300),
        ("[db, check-migrations, --migration-wait-timeout, '300', --verbose]", 300),
        ("[bash, -c, 'airflow db check-migrations -t 10; airflow sync-perm']", 10),
        ("[db, check-migrations, -t, $(PATIENCE)]", None),
        ("[db, check-migrations, -t]", None),
    ],
)
def test_a_wait_ends_after_the_seconds_of_its_option(args: str, seconds: int | None) -> None:
    assert [wait.seconds for wait in waits(rendering(pod(f"args: {args}")))] == [seconds]


def test_whatever_runs_something_else_does_not_wait() -> None:
    assert waits(rendering(pod("args: [db, migrate]"), pod("args: [db, check, -t, '5']", name="q"))) == ()
