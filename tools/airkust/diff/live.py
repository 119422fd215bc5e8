"""What is known of one live object?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from airkust.diff.packed import Packed, unpacked
from airkust.model import tree
from airkust.model.resource import ResourceId

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


@dataclass(frozen=True, slots=True)
class Live:
    """A live object.

    Attributes:
        body: As the API server gave it, managedFields included; may be `Packed`.
        last_applied: What `kubectl apply` of the client-side kind noted in it; None where there is no note,
            or none that can be read.
    """

    id: ResourceId
    body: Mapping[str, Any] = field(repr=False)  # may hold Secrets
    last_applied: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def managed_fields(self) -> list[Any]:
        """The entries of metadata.managedFields."""
        return tree.sequence(self.body, "metadata", "managedFields")

    @property
    def resource_version(self) -> str:
        """Which state of the object it is; "" where it is not said."""
        return tree.text(self.body, "metadata", "resourceVersion")

    def packed(self) -> "Live":
        """The same in less memory, for one of thousands; itself where it is nested too deep."""
        try:
            return Live(self.id, Packed(self.body), self.last_applied and Packed(self.last_applied))
        except RecursionError:
            return self

    def unpacked(self) -> "Live":
        """The same to look at, itself where it is not packed."""
        if not isinstance(self.body, Packed):
            return self
        noted = self.last_applied
        return Live(self.id, self.body.unpacked(), None if noted is None else unpacked(noted))


def identity_of(body: Mapping[str, Any]) -> ResourceId | None:
    """Which object a body is of; None where it does not say."""
    identity = _identity(body)
    return identity if identity.kind and identity.name else None


def live(body: Mapping[str, Any]) -> Live:
    """A live object from what the API server gave, with its apiVersion and kind."""
    return Live(_identity(body), body, _note(tree.text(body, "metadata", "annotations", LAST_APPLIED)))


def _identity(body: Mapping[str, Any]) -> ResourceId:
    return ResourceId(
        tree.text(body, "kind"),
        tree.text(body, "metadata", "name"),
        tree.text(body, "metadata", "namespace"),
        tree.text(body, "apiVersion").rpartition("/")[0],
    )


def _note(text: str) -> Mapping[str, Any] | None:
    try:
        noted = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return noted if isinstance(noted, Mapping) else None
