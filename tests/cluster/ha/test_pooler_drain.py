"""Does a transaction end well while the pooler it goes through is drained?"""

import subprocess
import time

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.kubectl import Kubectl, wait_until

POOLERS = "app.kubernetes.io/component=pgbouncer"
UNDER_WAY = 5  # seconds after which the transaction has begun
TRANSACTION = """
import os, psycopg2
connection = psycopg2.connect(os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].replace("+psycopg2", ""))
cursor = connection.cursor()
cursor.execute("select pg_sleep(20)")
connection.commit()
print("committed")
"""


@pytest.fixture(scope="module")
def last_words(applied: Kubectl, airflow: AirflowApi) -> str:
    """What the client of a transaction said, under which every pooler was deleted."""
    inside = ["exec", "deployment/airflow-scheduler", "-c", "airflow", "--", "python", "-c"]
    client = subprocess.Popen(
        applied.argv(*inside, TRANSACTION),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    time.sleep(UNDER_WAY)
    applied.run("delete", "pods", "--selector", POOLERS, "--wait=false")
    said, _ = client.communicate(timeout=300)
    return said


def test_the_transaction_is_committed(last_words: str, kubectl: Kubectl) -> None:
    assert last_words.strip().endswith("committed")


def test_the_api_answers_through_the_new_poolers(
    last_words: str, airflow: AirflowApi, kubectl: Kubectl
) -> None:
    wait_until(
        lambda: airflow.get("/monitor/health")["metadatabase"]["status"] == "healthy", "a healthy database"
    )
