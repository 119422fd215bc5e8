"""Does statsd_exporter make of Airflow's lines what alerts and dashboards ask for? By the real one."""

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from tests.alerts.programs import SECONDS, STATSD_EXPORTER, program
from tests.rendered import ROOT, of_kind

pytestmark = pytest.mark.timeout(SECONDS)

# As Airflow 3.3.2 writes them with the settings of components/statsd-exporter/statsd.env
# (airflow/_shared/observability/metrics/statsd_logger.py).
LINES = {
    "airflow.scheduler_heartbeat:1|c": "airflow_scheduler_heartbeat 1",
    "airflow.ti.start,dag_id=a.b,task_id=c-1:1|c": 'airflow_ti_start{dag_id="a.b",task_id="c-1"} 1',
    "airflow.pool.queued_slots,pool_name=p:3|g": 'airflow_pool_queued_slots{pool_name="p"} 3',
    "airflow.triggers.running,hostname=h:5|g": 'airflow_triggers_running{hostname="h"} 5',
    "airflow.dag_processing.import_errors:2|g": "airflow_dag_processing_import_errors 2",
    "airflow.task.scheduled_duration,dag_id=a,task_id=b:1500|ms": (
        'airflow_task_scheduled_duration_sum{dag_id="a",task_id="b"} 1.5'
    ),
}


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[int, int]]:
    """The ports, UDP and HTTP, of an exporter that runs with the component's arguments and mapping."""
    udp, web = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_STREAM)
    (deployment,) = (
        found
        for found in of_kind("ecosystem", "Deployment")
        if found["metadata"]["name"] == "airflow-statsd-exporter"
    )
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    arguments = [
        argument.replace("/etc/statsd-exporter", str(ROOT / "components/statsd-exporter")).replace(
            ":8125", f"127.0.0.1:{udp}"
        )
        for argument in container["args"]
    ]
    argv = [str(program(STATSD_EXPORTER)), *arguments, f"--web.listen-address=127.0.0.1:{web}"]
    with subprocess.Popen(argv, stderr=subprocess.DEVNULL) as exporter:
        try:
            wait_for(web, container["readinessProbe"]["httpGet"]["path"])
            yield udp, web
        finally:
            exporter.terminate()


def get(port: int, path: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == http.client.OK
        return answer.read().decode()


def wait_for(port: int, path: str) -> None:
    for _ in range(100):
        try:
            get(port, path)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the exporter did not answer within ten seconds")


def test_tags_become_labels_and_milliseconds_seconds(addresses: tuple[int, int]) -> None:
    udp, web = addresses
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for line in LINES:
            sender.sendto(line.encode(), ("127.0.0.1", udp))
    missing: list[str] = []
    for _ in range(50):
        shown = get(web, "/metrics").splitlines()
        missing = [wanted for wanted in LINES.values() if wanted not in shown]
        if not missing:
            break
        time.sleep(0.1)
    assert missing == []
