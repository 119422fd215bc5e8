"""Do pods start anew when an object they were configured from changes?"""

import re

from airkust.model.workload import Workload

HASH = re.compile(r"-[2456789bcdfghkmt]{10}")
"""What kustomize appends to generated names, and changes with the content."""

HASH_LENGTH = 11
"""Ten letters and digits, and the hyphen before them."""

CHECKSUM = re.compile(r"checksum|(^|[/.-])hash([/.-]|$)", re.IGNORECASE)
RELOADER = "reloader.stakater.com/"
"""Stakater's Reloader restarts pods when what they name changes."""


def renamed_with_content(name: str) -> bool:
    """Whether an object gets a new name with each change, so that its users are rolled out."""
    return HASH.fullmatch(name[-HASH_LENGTH:]) is not None


def without_hash(name: str) -> str:
    """A name without what kustomize appends to it."""
    return name[:-HASH_LENGTH] if renamed_with_content(name) else name


def rolled_by_annotation(workload: Workload) -> bool:
    """Whether an annotation of the pod template changes with its configuration, or a controller restarts it.

    Which object a checksum is of cannot be seen: one is taken to stand for all.
    """
    if any(CHECKSUM.search(key) for key in workload.pod_annotations):
        return True
    everywhere = (*workload.pod_annotations, *workload.resource.annotations)
    return any(RELOADER in key for key in everywhere)
