"""What the tests of `airkust secrets` start from, and how they read what it makes."""

import base64

from ruamel.yaml import YAML

CANARY = "c4n4ry"
URL = f"postgresql+psycopg2://airflow:{CANARY}@database:5432/airflow"
# What of ha-prod nobody but its site can know, with the order in which it is told.
ADMIN, DAGS, DATABASE, LOGS, POOLERS = (
    "".join(f'left to you: key "{key}" of Secret/airflow-{name}\n' for key in keys)
    for name, keys in (
        ("admin", ("email", "password", "username")),
        ("dags", ("git-connection",)),
        ("database", ("connection",)),
        ("logs", ("store-connection",)),
        ("pgbouncer", ("pooled-connection", "userlist.txt")),
    )
)


def values(manifest: bytes | str) -> dict[str, dict[str, str]]:
    """The values of Secrets, by name and key."""
    return {
        document["metadata"]["name"]: {
            key: base64.b64decode(text).decode() for key, text in document["data"].items()
        }
        for document in YAML(typ="safe").load_all(manifest)
    }
