"""Which of the needed Secrets can be made here, and what is left to the site?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from airkust.model.airflow_key import AirflowKey
from airkust.secrets.material import make
from airkust.secrets.needed import NeededSecret


@dataclass(frozen=True, slots=True)
class FilledSecret:
    """A Secret with values.

    Attributes:
        values: By key, as Airflow reads them.
    """

    namespace: str
    name: str
    values: Mapping[str, str] = field(repr=False)  # must not reach a log


@dataclass(frozen=True, slots=True)
class Filled:
    """What could be made.

    Attributes:
        secrets: Those with at least one value.
        left: What the site has to give, in words: a key, or a Secret whose keys no pod names.
    """

    secrets: tuple[FilledSecret, ...]
    left: tuple[str, ...]


def fill(needed: Sequence[NeededSecret], connection: str | None) -> Filled:
    """Make every value that is random, once, so that a key is the same in each namespace.

    Args:
        needed: What the overlay expects.
        connection: The URL of the database; None to leave it to the site.
    """
    known: dict[AirflowKey, str] = {key: make(key) for key in AirflowKey if key is not AirflowKey.CONNECTION}
    if connection is not None:
        known[AirflowKey.CONNECTION] = connection
    filled = [
        FilledSecret(
            each.namespace, each.name, {str(key): known[key] for key in each.airflow_keys() if key in known}
        )
        for each in needed
    ]
    left = [
        f'key "{key}" of {each}'
        for each, made in zip(needed, filled, strict=True)
        for key in each.keys
        if key not in made.values
    ]
    left += [f"{each}, of which pods take every key" for each in needed if not each.keys]
    return Filled(tuple(each for each in filled if each.values), tuple(left))
