"""What must be known that no manifest says?

A site states it in `ha.yaml` beside its overlay. Every fact may be missing: a rule that needs it then says
which, and does not pass.
"""

from dataclasses import dataclass, field

FILE_NAME = "ha.yaml"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the pods run.

    Attributes:
        zones: Availability zones that nodes are in.
        nodes: Nodes with room for the core, over all zones.
        node_provision_seconds: Until an autoscaler's new node takes pods.
        node_cpu: What the smallest node gives to pods, as a Kubernetes quantity.
        node_memory: The same of memory.
        topology_keys: Node labels, besides the well-known ones, that every node carries.
        spot_labels: Node labels, `key=value`, of nodes that the provider may take back at any time.
    """

    zones: int | None = None
    nodes: int | None = None
    node_provision_seconds: int | None = None
    node_cpu: str | None = None
    node_memory: str | None = None
    topology_keys: tuple[str, ...] | None = None
    spot_labels: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Database:
    """The metadata database.

    Attributes:
        max_connections: PostgreSQL's own limit.
        reserved_connections: Those that are not Airflow's to use.
        failover_seconds: Longest time without a primary.
        zones: Zones it has a copy in.
        version: Major version of the server, for instance "17".
        idle_timeout_seconds: After which the server, or what stands before it, drops an idle connection.
    """

    max_connections: int | None = None
    reserved_connections: int | None = None
    failover_seconds: int | None = None
    zones: int | None = None
    version: str | None = None
    idle_timeout_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Tasks:
    """What is to be run.

    Attributes:
        longest_seconds: The longest task without a retry.
        deferred_peak: Tasks that wait in the triggerers at once.
        running_peak: Tasks that run at once.
    """

    longest_seconds: int | None = None
    deferred_peak: int | None = None
    running_peak: int | None = None


@dataclass(frozen=True, slots=True)
class Logs:
    """The store of the task logs.

    Attributes:
        zones: Zones it keeps copies in.
        upload_seconds: Until the largest log of a task is uploaded.
    """

    zones: int | None = None
    upload_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a site states; all missing where it states nothing."""

    cluster: Cluster = field(default_factory=Cluster)
    database: Database = field(default_factory=Database)
    tasks: Tasks = field(default_factory=Tasks)
    logs: Logs = field(default_factory=Logs)


def camel_case(name: str) -> str:
    """An attribute's name as `ha.yaml` writes it: `failover_seconds` is failoverSeconds."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def said_in(path: str) -> str:
    """How a rule names a missing fact.

    Args:
        path: Section and key as `ha.yaml` writes them, for instance `database.failoverSeconds`.
    """
    return f"{path} of {FILE_NAME}"
