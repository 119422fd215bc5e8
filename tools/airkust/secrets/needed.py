"""Which Secrets does an overlay expect somebody to make?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from airkust.errors import InputError
from airkust.model.airflow_key import DATABASE_SECRET, AirflowKey
from airkust.model.references import references
from airkust.model.rendering import Rendering

NAME = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
"""What Kubernetes lets a Secret be called. It becomes part of a path and of commands."""


@dataclass(frozen=True, order=True, slots=True)
class NeededSecret:
    """A Secret that pods name and that is not rendered.

    Attributes:
        namespace: Of the pods; "" where the manifests name none.
        keys: Those that pods name, sorted; () where they only take the Secret as a whole.
    """

    namespace: str
    name: str
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return f"Secret/{self.name}"

    def airflow_keys(self) -> tuple[AirflowKey, ...]:
        """Those of the keys that airkust knows how to fill."""
        known = {
            key for key in AirflowKey if key is not AirflowKey.CONNECTION or self.name == DATABASE_SECRET
        }
        return tuple(AirflowKey(key) for key in self.keys if key in known)


def needed_secrets(rendering: Rendering) -> tuple[NeededSecret, ...]:
    """The Secrets of a rendering that are made outside it, sorted.

    Where a declaration says which objects the site makes itself, only those; else every Secret a pod
    cannot start without. An optional one is the site's choice, and so are pull secrets.

    Raises:
        InputError: A pod names one that Kubernetes would not let anybody make.
    """
    named: dict[tuple[str, str], set[str]] = {}
    for namespace, name, key in _named(rendering):
        declared = rendering.external is None or rendering.is_external("Secret", name)
        if not NAME.fullmatch(name):
            raise InputError(
                f'{rendering.name}: a pod names the Secret "{name}", which no Secret can be called'
            )
        if declared and rendering.get("Secret", name, namespace) is None:
            named.setdefault((namespace, name), set()).add(key)
    return tuple(
        NeededSecret(namespace, name, tuple(sorted(keys - {""})))
        for (namespace, name), keys in sorted(named.items())
    )


def _named(rendering: Rendering) -> Iterator[tuple[str, str, str]]:
    for workload in rendering.workloads + rendering.airflow.task_pods:
        for reference in references(workload):
            if reference.kind == "Secret" and not reference.optional:
                yield workload.namespace, reference.name, reference.key
