"""What do Celery workers agree upon with their broker?

Source: `executors/default_celery.py` of apache-airflow-providers-celery 3.26.0.
"""

from airkust.model.settings import Settings

TIMED = ("redis://", "rediss://", "sqs://", "sentinel://")
"""Brokers that hand a message out again when nobody has acknowledged it for so long."""

VISIBILITY = ("celery_broker_transport_options", "visibility_timeout")


def has_visibility_timeout(settings: Settings) -> bool | None:
    """Whether messages become visible again; None where the manifests do not tell the broker.

    Somebody who sets the option has a broker that reads it, unless the URL says another one.
    """
    url = settings.get("celery", "broker_url")
    if url.text is not None and not url.is_default:
        return url.text.startswith(TIMED)
    return None if settings.get(*VISIBILITY).is_default else True
