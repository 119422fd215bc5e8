"""How long may a pod go on after it was told to end?"""

from airkust.model import tree
from airkust.model.workload import Workload

KEY = "terminationGracePeriodSeconds"

DEFAULT = 30
"""Seconds, where a pod says nothing (kubernetes/kubernetes, `pkg/apis/core/v1/defaults.go`)."""


def grace_seconds(workload: Workload) -> int:
    """The seconds between SIGTERM and SIGKILL, those of a preStop hook included."""
    written = tree.at(workload.pod_spec, KEY)
    return written if isinstance(written, int) and not isinstance(written, bool) else DEFAULT


def shown(workload: Workload) -> str:
    """As a message says it: `terminationGracePeriodSeconds 30, the default`."""
    default = "" if tree.at(workload.pod_spec, KEY) == grace_seconds(workload) else ", the default"
    return f"{KEY} {grace_seconds(workload)}{default}"
