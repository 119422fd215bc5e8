"""What is at risk when a key of Airflow is another one?

The one place of `diff` that looks at a Secret before it is masked. It answers with the kind of risk, never
with the data.

Sources: `airflow/models/crypto.py` (the first key encrypts, all of them decrypt), `[api_auth] jwt_secret` and
`[api] secret_key` in `config.yml` of apache-airflow-core 3.3.2.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.model.finding import Severity
from airkust.model.resource import Resource, ResourceId
from airkust.model.secret_text import secret_texts

SEPARATOR: Final = re.compile(r"[^a-z0-9]+")


class KeyRisk(StrEnum):
    """What the change of one key brings about."""

    FERNET_LOST = "fernet-lost"
    """The key that encrypts now is not among the new ones."""
    FERNET_RETIRED = "fernet-retired"
    """A key that only decrypts is not among the new ones."""
    JWT_CHANGED = "jwt-changed"
    API_CHANGED = "api-changed"


NAMES: Final[Mapping[str, str]] = {
    "fernet-key": "fernet",
    "fernet-keys": "fernet",
    "airflow-core-fernet-key": "fernet",
    "jwt-secret": "jwt",
    "airflow-api-auth-jwt-secret": "jwt",
    "api-secret-key": "api",
    "airflow-api-secret-key": "api",
    "airflow-webserver-secret-key": "api",
    "webserver-secret-key": "api",
}
"""Which key a name stands for: ours, those of the charts, and the variables of Airflow."""


def key_risks(before_raw: Mapping[str, Any], after_raw: Mapping[str, Any]) -> Iterator[KeyRisk]:
    """What is at risk when one Secret takes the place of another.

    Args:
        before_raw: The live Secret, not masked.
        after_raw: What it would be, not masked.
    """
    before, after = _keys(before_raw), _keys(after_raw)
    for which in sorted(before):
        old, new = before[which], after.get(which, "")
        if not old or old == new:
            continue
        if which == "fernet":
            yield from _fernet(old, new)
        else:
            yield KeyRisk.JWT_CHANGED if which == "jwt" else KeyRisk.API_CHANGED


def key_impact(secret: ResourceId, risk: KeyRisk) -> Impact:
    """A risk as a consequence for the Secret."""
    message, severity, gate, fix = _SAID[risk]
    return Impact(ImpactKind.RISK, secret, message, gate, severity, fix=fix)


_SAID: Final[Mapping[KeyRisk, tuple[str, Severity, Gate | None, str]]] = {
    KeyRisk.FERNET_LOST: (
        (
            "replaces the Fernet key and does not keep the old one: connections and variables that are "
            "stored can be read no more"
        ),
        Severity.ERROR,
        Gate.HA,
        (
            "put the new key before the old one, with a comma between, and take the old one away after "
            "`airflow rotate-fernet-key`"
        ),
    ),
    KeyRisk.FERNET_RETIRED: (
        "takes an old Fernet key away: what was not encrypted anew since can be read no more",
        Severity.WARNING,
        None,
        "run `airflow rotate-fernet-key` first",
    ),
    KeyRisk.JWT_CHANGED: (
        (
            "replaces the key that signs tokens: tasks that run, and pods that still have the old key, are "
            "refused by api-servers that have the new one"
        ),
        Severity.WARNING,
        Gate.HA,
        "let running tasks end first, and restart all components together",
    ),
    KeyRisk.API_CHANGED: (
        (
            "replaces the key of the api-server: everybody is logged out, and logs are not shown "
            "while components have different ones"
        ),
        Severity.WARNING,
        None,
        "restart all components together",
    ),
}


def _fernet(old: str, new: str) -> Iterator[KeyRisk]:
    were, would_be = _listed(old), frozenset(_listed(new))
    if were and were[0] not in would_be:
        yield KeyRisk.FERNET_LOST
    elif any(key not in would_be for key in were):
        yield KeyRisk.FERNET_RETIRED


def _listed(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(",") if key.strip())


def _keys(raw: Mapping[str, Any]) -> Mapping[str, str]:
    resource = Resource(ResourceId("Secret", ""), "v1", raw)
    found: dict[str, str] = {}
    for name, _, text in secret_texts(resource):
        if which := NAMES.get(SEPARATOR.sub("-", name.lower()).strip("-")):
            found.setdefault(which, text.strip())  # stringData comes first, as it wins
    return found
