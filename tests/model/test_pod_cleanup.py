"""CronJobs that clean pods up, as the command reads its options."""

import pytest
from tests.model.manifests import pod, rendering

from airkust.model.pod_cleanup import cleaners

JOB = (
    "{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: c}}, spec: {{{}jobTemplate: {{spec: "
    "{{template: {{spec: {{containers: [{{name: a, image: 'apache/airflow:3', args: [{}]}}]}}}}}}}}}}}}"
)


@pytest.mark.parametrize(
    ("args", "minutes"),
    [
        ("airflow, kubernetes, cleanup-pods", 30),
        ("kubernetes, cleanup-pods, --min-pending-minutes, '45'", 45),
        ("airflow, kubernetes, cleanup-pods, --min-pending-minutes=45", 45),
        ("airflow, kubernetes, cleanup-pods, --min-pending-minutes, '1'", 5),
        ("airflow, kubernetes, cleanup-pods, --min-pending-minutes, soon", None),
        ("airflow, kubernetes, cleanup-pods, --min-pending-minutes", None),
    ],
)
def test_the_option_has_a_default_and_a_floor(args: str, minutes: int | None) -> None:
    [cleaner] = cleaners(rendering(JOB.format("", args)))
    assert (cleaner.pending_minutes, cleaner.suspended) == (minutes, False)


def test_a_suspended_one_is_known_as_such() -> None:
    [cleaner] = cleaners(rendering(JOB.format("suspend: true, ", "airflow, kubernetes, cleanup-pods")))
    assert cleaner.suspended


@pytest.mark.parametrize(
    "document", [JOB.format("", "airflow, db, clean"), pod("args: [airflow, kubernetes, cleanup-pods]")]
)
def test_another_command_or_kind_cleans_nothing_up(document: str) -> None:
    assert cleaners(rendering(document)) == ()
