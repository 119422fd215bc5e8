"""Whether the broker hands messages out again."""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.celery import has_visibility_timeout
from airkust.model.settings import Settings

URL = "{{name: AIRFLOW__CELERY__BROKER_URL, {}}}"
TIMEOUT = "{name: AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT, value: '60'}"
ELSEWHERE = "valueFrom: {secretKeyRef: {name: s, key: k}}"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ([], None),
        ([TIMEOUT], True),
        ([URL.format("value: 'redis://r'")], True),
        ([URL.format("value: 'sentinel://r'")], True),
        ([URL.format("value: 'amqp://r'"), TIMEOUT], False),
        ([URL.format(ELSEWHERE)], None),
        ([URL.format(ELSEWHERE), TIMEOUT], True),
    ],
)
def test_redis_and_sqs_do(variables: list[str], expected: bool | None) -> None:  # noqa: FBT001 -- the expectation
    rendering, workload = only_workload(pod(f"env: [{', '.join(variables)}]"))
    settings = Settings(rendering.index, workload, workload.containers[0])
    assert has_visibility_timeout(settings) is expected
