"""Are the permissions of auth-fab's roles written by one process alone, on an empty database?"""

from tests.cluster.airflow_api import AirflowApi
from tests.cluster.ha.facts import SITE
from tests.cluster.kubectl import Kubectl


def test_nobody_wrote_a_permission_of_a_role_that_another_had_written(
    airflow: AirflowApi, applied: Kubectl
) -> None:
    # a restart tells less: Airflow swallows most of these errors, and a slow database restarts pods too
    log = Kubectl(applied.kubeconfig, SITE).run("logs", "deployment/database")
    assert [
        line for line in log.splitlines() if "duplicate key" in line and "ab_permission_view_role" in line
    ] == []
