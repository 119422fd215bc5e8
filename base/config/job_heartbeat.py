"""Exit 0 when this pod's own Airflow job has a fresh heartbeat in the metadata database.

Usage: python job_heartbeat.py {SchedulerJob,TriggererJob,DagProcessorJob}

Asks the question of `airflow jobs check --local` for a fortieth of its price (0.1 s of CPU instead
of 3 to 4 s), because it imports the database driver and nothing of Airflow.
"""

import contextlib
import os
import socket
import sys

import psycopg2

FRESH_SECONDS = 30  # Airflow's default of {triggerer,dag_processor,scheduler} health check thresholds
CONNECT_SECONDS = 5  # less than the probes' timeoutSeconds, so that the reason reaches the event

ALIVE = """
    select max(latest_heartbeat) > now() - make_interval(secs => %s)
    from job where state = 'running' and job_type = %s and hostname = %s
"""


def own_hostname() -> str:
    """Name this host as Airflow names it in the job table ([core] hostname_callable, airflow.utils.net)."""
    name = socket.gethostname()
    with contextlib.suppress(OSError):
        addresses = socket.getaddrinfo(name, None, 0, socket.SOCK_DGRAM, 0, socket.AI_CANONNAME)
        name = next((canonical for _, _, _, canonical, _ in addresses if canonical), name)
    if os.environ.get("AIRFLOW__CORE__HOSTNAME_CALLABLE", "").endswith(".get_host_ip_address"):
        return socket.gethostbyname(name)
    return name


def heartbeat_is_fresh(job_type: str) -> bool:
    """Ask the database for the newest heartbeat of this host's running job."""
    url = os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].replace("+psycopg2", "", 1)
    connection = psycopg2.connect(url, connect_timeout=CONNECT_SECONDS)
    try:
        with connection.cursor() as cursor:
            cursor.execute(ALIVE, (FRESH_SECONDS, job_type, own_hostname()))
            return bool(cursor.fetchone()[0])
    finally:
        connection.close()


def main() -> None:
    """Turn the answer into an exit code and one line for the pod's events."""
    job_type = sys.argv[1]
    try:
        fresh = heartbeat_is_fresh(job_type)
    except psycopg2.OperationalError as error:
        # Only the first line, and never the connection string: libpq names host and user, no password.
        sys.exit(f"metadata database: {str(error).splitlines()[0]}")
    if not fresh:
        sys.exit(f"no heartbeat of a running {job_type} on {own_hostname()} for {FRESH_SECONDS} s")


if __name__ == "__main__":
    main()
