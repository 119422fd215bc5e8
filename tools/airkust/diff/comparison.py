"""What is the whole answer of `airkust diff` for one overlay?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from airkust.diff.change import Change, Ignored
from airkust.diff.impact import Gate, Impact
from airkust.model.resource import ResourceId, Source


class Fate(StrEnum):
    """What happens to an object."""

    SAME = "same"
    CREATED = "created"
    CHANGED = "changed"
    RECREATED = "recreated"
    """A field that cannot be changed differs: it must be deleted and made anew."""
    ORPHANED = "orphaned"
    """It runs, carries our labels, and is rendered no more: `--prune`, Argo CD and Flux delete it."""
    FAILED = "failed"
    """It could not be compared."""


@dataclass(frozen=True, slots=True)
class ObjectDiff:
    """One object, live and as it would be.

    Attributes:
        fate: What happens to it.
        changes: In the order of the fields. For an object that is made or goes: empty.
        live: The live object without what the server keeps for itself, Secrets masked; None where there is
            none, and for SAME.
        predicted: What it would be; None where nothing would be left, for SAME and for FAILED.
        previous: The object of another hash whose place it takes.
        approximate: Why the prediction is ours and not the API server's; "" where it is exact.
        error: Why it could not be compared, Secrets masked; "" but for FAILED.
        warnings: What the API server warned of.
        ignored: Differences that are not shown.
        source: The file that made it; None for what is not rendered.
    """

    id: ResourceId
    fate: Fate
    changes: tuple[Change, ...] = ()
    live: Mapping[str, Any] | None = field(default=None, repr=False)
    predicted: Mapping[str, Any] | None = field(default=None, repr=False)
    previous: ResourceId | None = None
    approximate: str = ""
    error: str = ""
    warnings: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting of Airflow that another value takes effect for.

    Attributes:
        components: Where: the components that agree on both values, in alphabetical order.
        before: None where nobody set it; then the default, if known, in brackets. Secrets are masked.
        after: As before.
    """

    section: str
    key: str
    components: tuple[str, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Against:
    """What was compared with.

    Attributes:
        cluster: The context of the kubeconfig, "in-cluster", or the snapshot's context.
        version: Of the API server, for instance v1.37.1; "" where it did not tell.
        at: When the live state was read.
        snapshot: The file it was read from; "" for a cluster.
        base: The git revision of the three-point view; "" without one.
    """

    cluster: str
    version: str
    at: datetime
    snapshot: str = ""
    base: str = ""


@dataclass(frozen=True, eq=False)
class Comparison:
    """One input beside the cluster.

    Attributes:
        input: What the user calls it.
        objects: In the order of the rendering, then those that are rendered no more.
        impacts: The worst first.
        settings: How Airflow's effective configuration changes.
        errors: What went wrong besides single objects, for instance a kind that could not be listed.
    """

    input: str
    against: Against
    objects: tuple[ObjectDiff, ...]
    impacts: tuple[Impact, ...] = ()
    settings: tuple[SettingChange, ...] = ()
    errors: tuple[str, ...] = ()

    def of_fate(self, *fates: Fate) -> Iterator[ObjectDiff]:
        """The objects of these fates, in order."""
        return (each for each in self.objects if each.fate in fates)

    @cached_property
    def complete(self) -> bool:
        """Whether every object was compared."""
        return not self.errors and not any(self.of_fate(Fate.FAILED))

    @cached_property
    def differs(self) -> bool:
        """Whether anything would change; an orphan stays unless somebody prunes."""
        return any(self.of_fate(Fate.CREATED, Fate.CHANGED, Fate.RECREATED))

    def failed_gates(self, gates: frozenset[Gate]) -> frozenset[Gate]:
        """Those of the gates that an impact fails."""
        return gates & {impact.gate for impact in self.impacts if impact.gate}
