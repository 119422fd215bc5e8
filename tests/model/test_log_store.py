"""Whether a task's log leaves its pod."""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.log_store import log_folder, sends_logs, unknown_fact
from airkust.model.settings import Settings

ON = ("LOGGING__REMOTE_LOGGING", "True")


def settings(*variables: tuple[str, str], more: str = "") -> Settings:
    env = ", ".join(f"{{name: AIRFLOW__{name}, value: '{value}'}}" for name, value in variables)
    found, workload = only_workload(pod(f"env: [{env}]{more}"))
    return Settings(found.index, workload, workload.containers[0])


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ((), False),
        ((ON,), False),
        ((ON, ("LOGGING__REMOTE_BASE_LOG_FOLDER", "s3://a")), True),
        ((ON, ("LOGGING__REMOTE_BASE_LOG_FOLDER", "")), False),
        ((ON, ("ELASTICSEARCH__HOST", "http://a")), True),
        ((ON, ("LOGGING__LOGGING_CONFIG_CLASS", "acme.LOGGING")), True),
        ((("LOGGING__REMOTE_BASE_LOG_FOLDER", "s3://a"),), False),
    ],
)
def test_logs_are_sent_where_it_is_on_and_a_place_is_named(
    variables: tuple[tuple[str, str], ...],
    expected: bool,  # noqa: FBT001 -- the expectation
) -> None:
    assert sends_logs(settings(*variables)) is expected


def test_the_log_folder_is_airflows_own_unless_told() -> None:
    assert log_folder(settings()) == "/opt/airflow/logs"
    assert log_folder(settings(("LOGGING__BASE_LOG_FOLDER", "/logs"))) == "/logs"


def test_variables_made_outside_leave_it_open() -> None:
    assert unknown_fact(settings(more=", envFrom: [{secretRef: {name: s}}]")) == "Secret/s"
    assert not unknown_fact(settings())
