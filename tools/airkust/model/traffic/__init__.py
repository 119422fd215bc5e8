"""Who calls whom, as far as the manifests tell: from settings, Services, rights and network policies."""

from airkust.model.rendering import Rendering
from airkust.model.traffic import targets
from airkust.model.traffic.cast import Cast
from airkust.model.traffic.database import database
from airkust.model.traffic.parties import Evidence, Link, Party, PartyKind, Traffic, gathered
from airkust.model.traffic.policies import Policies, allowed

__all__ = ["Evidence", "Link", "Party", "PartyKind", "Traffic", "traffic"]

MANY = 60
"""Callers. With more, this is not one Airflow, and comparing all with all would take its time."""


def traffic(rendering: Rendering) -> Traffic | None:
    """Everybody's calls; None where there are too many callers for one picture."""
    cast = Cast(rendering)
    if len(cast.callers) > MANY:
        return None
    policies = Policies(rendering)
    found = [
        *targets.users(cast),
        *targets.execution_api(cast),
        *database(cast, policies),
        *targets.kubernetes(cast),
        *targets.broker(cast),
        *targets.dags(cast),
        *targets.logs(cast),
    ]
    known = {(link.source.key, link.target.key) for link in found}
    found += [link for link in allowed(cast, policies) if (link.source.key, link.target.key) not in known]
    return gathered(found)
