"""Which secret values does every Airflow need, under which keys of its Secrets?"""

from enum import StrEnum


class AirflowKey(StrEnum):
    """The keys base/README.md names; everything airkust can make or replace."""

    FERNET = "fernet-key"
    JWT = "jwt-secret"
    API = "api-secret-key"
    CONNECTION = "connection"
