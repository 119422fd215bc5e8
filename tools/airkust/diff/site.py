"""What is known besides manifests and cluster, and what follows from a comparison?"""

from dataclasses import dataclass

from airkust.diff.comparison import SettingChange
from airkust.diff.impact import Impact
from airkust.model.external import External
from airkust.model.facts import Facts
from airkust.model.profile import Profile


@dataclass(frozen=True, slots=True)
class Site:
    """What is known besides manifests and cluster.

    Attributes:
        profile: How much the overlay promises.
        external: Objects the site makes itself; None where nobody declared which.
        facts: What the site states beside its manifests.
        manager: The field manager to compare as; None for the one that applied each object.
    """

    profile: Profile
    external: frozenset[External] | None
    facts: Facts
    manager: str | None = None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows.

    Attributes:
        impacts: The worst first.
        settings: How Airflow's effective configuration changes.
    """

    impacts: tuple[Impact, ...] = ()
    settings: tuple[SettingChange, ...] = ()
