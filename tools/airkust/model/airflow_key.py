"""Which secret values does every Airflow need, under which keys of its Secrets?"""

from enum import StrEnum


class AirflowKey(StrEnum):
    """The keys base/README.md names; everything airkust can make or replace."""

    FERNET = "fernet-key"
    JWT = "jwt-secret"
    API = "api-secret-key"
    CONNECTION = "connection"


DATABASE_SECRET = "airflow-database"  # noqa: S105 -- a Secret's name
"""The Secret in which base looks for `connection`; elsewhere that word may mean anything."""
