"""Do we say when a change puts tasks or data at risk?"""

from tests.diff.impacts.sides import changed, in_document, production, sides

from airkust.diff.impact import Gate, Impact
from airkust.diff.impacts.risks import risk_impacts
from airkust.model.finding import Severity

DATABASE = "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: prod}\ndata: {url: •••aa}\n---\n"
AIRFLOW = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME, namespace: prod}
spec:
  template:
    spec:
      containers:
      - name: airflow
        image: apache/airflow:3.3.2
        args: [COMMAND]
        env:
        - {name: AIRFLOW__CORE__EXECUTOR, value: CeleryExecutor}
        - {name: AIRFLOW__CELERY__BROKER_URL, value: 'redis://one:6379/0'}
        - name: AIRFLOW__DATABASE__SQL_ALCHEMY_CONN
          valueFrom: {secretKeyRef: {name: db, key: url}}
"""
CELERY = (
    DATABASE
    + AIRFLOW.replace("NAME", "scheduler").replace("COMMAND", "scheduler")
    + "---\n"
    + AIRFLOW.replace("NAME", "worker").replace("COMMAND", "celery, worker")
)


def risks(before: str, after: str) -> list[Impact]:
    found = sides(before, after)
    return list(risk_impacts(found.before, found.after, found.objects))


def test_the_same_airflow_is_at_no_risk() -> None:
    assert risks(CELERY, CELERY) == []


def test_one_replica_instead_of_two_is_an_error() -> None:
    edited = in_document(production(), "Deployment", "airflow-scheduler", ("replicas: 2", "replicas: 1"))
    [impact] = risks(production(), edited)
    assert (impact.severity, impact.gate, impact.message) == (
        Severity.ERROR,
        Gate.HA,
        "the scheduler goes from 2 to 1: with its pod or its node it is away",
    )


def test_one_pooler_instead_of_two_is_an_error() -> None:
    edited = in_document(production(), "Deployment", "airflow-pgbouncer", ("replicas: 2", "replicas: 1"))
    assert [impact.rule for impact in risks(production(), edited)] == ["single-pooler"]


def test_three_replicas_instead_of_two_are_no_risk() -> None:
    edited = in_document(production(), "Deployment", "airflow-scheduler", ("replicas: 2", "replicas: 3"))
    assert risks(production(), edited) == []


def test_another_executor_leaves_tasks_alone() -> None:
    [impact] = risks(CELERY, changed(CELERY, ("CeleryExecutor", "KubernetesExecutor")))
    assert impact.message.startswith("runs KubernetesExecutor instead of CeleryExecutor")


def test_an_executor_beside_the_old_one_is_no_risk() -> None:
    assert risks(CELERY, changed(CELERY, ("CeleryExecutor", "'CeleryExecutor,KubernetesExecutor'"))) == []


def test_another_broker_leaves_queued_tasks_behind() -> None:
    [impact] = risks(CELERY, changed(CELERY, ("redis://one", "redis://two")))
    assert impact.message.startswith("takes tasks from another broker")


def test_another_host_of_the_database_is_named() -> None:
    url = (
        "valueFrom: {secretKeyRef: {name: db, key: url}}",
        "value: 'postgresql://u:canary@HOST:5432/airflow'",
    )
    before = changed(CELERY, url, ("HOST", "one"))
    [impact] = risks(before, changed(before, ("@one", "@two")))
    assert "two instead of one" in impact.message


def test_the_password_of_the_database_is_not_told() -> None:
    url = (
        "valueFrom: {secretKeyRef: {name: db, key: url}}",
        "value: 'postgresql://u:canary@one:5432/airflow'",
    )
    before = changed(CELERY, url)
    assert "canary" not in repr(risks(before, changed(before, ("@one", "@two"))))


def test_another_connection_in_a_secret_is_noticed() -> None:
    [impact] = risks(CELERY, changed(CELERY, ("•••aa", "•••bb")))
    assert impact.message.startswith("connects to the metadata database in another way: while")


def test_a_secret_of_another_name_with_the_same_connection_is_no_risk() -> None:
    assert risks(CELERY, changed(CELERY, ("name: db", "name: db-hcd4dbtkch"))) == []


def test_the_first_airflow_of_a_cluster_is_at_no_risk() -> None:
    assert risks(DATABASE, CELERY) == []
