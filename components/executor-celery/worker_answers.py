"""Exit 0 unless the broker is there and the worker of this pod does not answer through it.

Asks what `celery inspect ping` asks, of this one worker and without importing Airflow, which would cost
3 to 4 s of CPU each time (0.3 s measured here). A broker that cannot be reached is not the worker's fault: a
restart would end its tasks and not bring the broker back.
"""

import os
import socket
import sys

from kombu import Connection, pidbox
from kombu.exceptions import OperationalError

CONNECT_SECONDS = 3
ANSWER_SECONDS = 6  # both less than the probes' timeoutSeconds, so that the reason reaches the event


def main() -> None:
    """Turn the answer into an exit code and one line for the pod's events."""
    worker = f"celery@{socket.gethostname()}"  # Celery's own name for it
    mailbox = pidbox.Mailbox("celery", type="fanout", accept=["json"])
    with Connection(os.environ["AIRFLOW__CELERY__BROKER_URL"], connect_timeout=CONNECT_SECONDS) as broker:
        try:
            broker.ensure_connection(max_retries=1, timeout=CONNECT_SECONDS)
            answers = mailbox(broker).call([worker], "ping", timeout=ANSWER_SECONDS)
        except (OperationalError, *broker.connection_errors) as error:  # the first: what kombu makes of them
            sys.stdout.write(f"not asked, the broker cannot be reached: {type(error).__name__}\n")
            return
    if not answers:
        sys.exit(f"{worker} has not answered through the broker for {ANSWER_SECONDS} s")


if __name__ == "__main__":
    main()
