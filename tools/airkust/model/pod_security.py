"""Which pods does a namespace's Pod Security level refuse?

The checks of the built-in admission plugin, as the Pod Security Standards list them for the levels
`baseline` and `restricted`. Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
and kubernetes/kubernetes `staging/src/k8s.io/pod-security-admission/policy`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from airkust.model import field_path, tree
from airkust.model.field_path import Part
from airkust.model.resource import Resource
from airkust.model.workload import Container, Workload

ENFORCE = "pod-security.kubernetes.io/enforce"
VERSION = re.compile(r"v1\.([0-9]+)")
LATEST = 1000


class Level(StrEnum):
    """What a namespace enforces, from nothing to most."""

    PRIVILEGED = "privileged"
    BASELINE = "baseline"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Enforced:
    """The level of a namespace.

    Attributes:
        version: Minor version of Kubernetes whose checks apply; LATEST where none is pinned.
    """

    level: Level
    version: int = LATEST


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing the level does not allow.

    Attributes:
        what: The offending or missing value, without its place: `hostNetwork is true`.
        field: Its place in the object that holds the pod.
    """

    what: str
    field: str


CAPABILITIES = frozenset({
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
    "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
})  # fmt: skip
"""Those baseline lets a container add."""

SYSCTLS = frozenset({
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_rmem", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
})  # fmt: skip

SELINUX_TYPES = frozenset({"", "container_engine_t", "container_init_t", "container_kvm_t", "container_t"})
PROFILES = frozenset({"Localhost", "RuntimeDefault"})
"""Types of a seccomp or AppArmor profile that confine."""

VOLUMES = frozenset({
    "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim",
    "projected", "secret",
})  # fmt: skip
"""Types that restricted allows."""

APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
HANDLERS = ("livenessProbe", "readinessProbe", "startupProbe")
HOOKS = (("lifecycle", "postStart"), ("lifecycle", "preStop"))
NO_HOST_IN_PROBES = 34
"""The first version whose baseline asks that a probe names no host."""


def enforced(namespace: Resource) -> Enforced:
    """What a Namespace's labels enforce; an unknown level is refused by Kubernetes and counts as none."""
    try:
        level = Level(namespace.labels.get(ENFORCE, Level.PRIVILEGED))
    except ValueError:
        level = Level.PRIVILEGED
    pinned = VERSION.fullmatch(namespace.labels.get(f"{ENFORCE}-version", ""))
    return Enforced(level, int(pinned[1]) if pinned else LATEST)


def breaches(workload: Workload, wanted: Enforced) -> Iterator[Breach]:
    """What keeps the pods of a workload out of a namespace.

    Args:
        workload: Whatever makes the pods, or an embedded template.
        wanted: What the namespace enforces.
    """
    if wanted.level is Level.PRIVILEGED:
        return
    yield from _baseline_of_pod(workload)
    for container in workload.all_containers:
        yield from _baseline_of_container(container, own_users=workload.pod_spec.get("hostUsers") is False)
        if wanted.version >= NO_HOST_IN_PROBES:
            yield from _hosts_in_probes(container)
    if wanted.level is Level.RESTRICTED:
        yield from _restricted_volumes(workload)
        yield from _restricted_users(workload)
        if tree.text(workload.pod_spec, "os", "name") != "windows":
            yield from _restricted_rights(workload)


def _baseline_of_pod(workload: Workload) -> Iterator[Breach]:
    spec = workload.pod_spec
    for name in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(name) is True:
            yield Breach(f"{name} is true", workload.field_of("spec", name))
    for number, volume in enumerate(tree.sequence(spec, "volumes")):
        if tree.at(volume, "hostPath") is not None:
            field = workload.field_of("spec", "volumes", number, "hostPath")
            yield Breach(f'volume "{tree.text(volume, "name")}" is a hostPath', field)
    for number, entry in enumerate(tree.sequence(spec, "securityContext", "sysctls")):
        if tree.text(entry, "name") not in SYSCTLS:
            field = workload.field_of("spec", "securityContext", "sysctls", number)
            yield Breach(f"sysctl {tree.text(entry, 'name')} is set", field)
    for key, profile in workload.pod_annotations.items():
        if key.startswith(APPARMOR) and profile and not re.match(r"runtime/default$|localhost/", profile):
            yield Breach(f"{key} is {profile}", workload.field_of("metadata", "annotations", key))
    yield from _context(spec, workload.field_of("spec"), "")


def _baseline_of_container(container: Container, *, own_users: bool) -> Iterator[Breach]:
    of = f' of container "{container.name}"'
    yield from _context(container.body, container.field, of)
    context = tree.mapping(container.body, "securityContext")
    if context.get("privileged") is True:
        field = container.field_of("securityContext", "privileged")
        yield Breach(f"privileged{of} is true", field)
    added = sorted(set(tree.texts(context, "capabilities", "add")) - CAPABILITIES)
    if added:
        field = container.field_of("securityContext", "capabilities", "add")
        yield Breach(f"capabilities.add{of} holds {' and '.join(added)}", field)
    if _shows_all_of_proc(context) and not own_users:
        field = container.field_of("securityContext", "procMount")
        yield Breach(f"procMount{of} is {context['procMount']}", field)
    for number, port in enumerate(tree.sequence(container.body, "ports")):
        if tree.at(port, "hostPort"):
            field = container.field_of("ports", number, "hostPort")
            yield Breach(f"hostPort{of} is {tree.at(port, 'hostPort')}", field)


def _shows_all_of_proc(context: object) -> bool:
    return tree.text(context, "procMount") not in {"", "Default"}


def _context(holder: object, field: str, of: str) -> Iterator[Breach]:
    """What a pod and a container are asked alike."""
    context = tree.mapping(holder, "securityContext")

    def place(*path: Part) -> str:
        return f"{field}.securityContext.{field_path.join(*path)}"

    if tree.at(context, "windowsOptions", "hostProcess") is True:
        yield Breach(f"hostProcess{of} is true", place("windowsOptions", "hostProcess"))
    for name in ("appArmorProfile", "seccompProfile"):
        kind = tree.text(context, name, "type")
        if kind and kind not in PROFILES:
            yield Breach(f"{name}{of} is {kind}", place(name, "type"))
    kind = tree.text(context, "seLinuxOptions", "type")
    if kind not in SELINUX_TYPES:
        yield Breach(f"seLinuxOptions.type{of} is {kind}", place("seLinuxOptions", "type"))
    for name in ("user", "role"):
        if tree.text(context, "seLinuxOptions", name):
            yield Breach(f"seLinuxOptions.{name}{of} is set", place("seLinuxOptions", name))


def _hosts_in_probes(container: Container) -> Iterator[Breach]:
    for path in (*((name,) for name in HANDLERS), *HOOKS):
        for action in ("httpGet", "tcpSocket"):
            if tree.text(container.body, *path, action, "host"):
                what = f'{".".join(path)} of container "{container.name}" names a host'
                yield Breach(what, container.field_of(*path, action, "host"))


def _restricted_volumes(workload: Workload) -> Iterator[Breach]:
    for number, volume in enumerate(tree.sequence(workload.pod_spec, "volumes")):
        kinds = sorted(set(tree.mapping(volume)) - {"name", "hostPath"} - VOLUMES)
        if kinds:
            field = workload.field_of("spec", "volumes", number, kinds[0])
            yield Breach(f'volume "{tree.text(volume, "name")}" is a {kinds[0]}', field)


def _restricted_users(workload: Workload) -> Iterator[Breach]:
    """No root, unless a user namespace maps it to somebody else."""
    if workload.pod_spec.get("hostUsers") is False:
        return
    of_pod = tree.mapping(workload.pod_spec, "securityContext")
    field = workload.field_of("spec", "securityContext")
    if of_pod.get("runAsUser") == 0:
        yield Breach("runAsUser is 0", f"{field}.runAsUser")
    for container in workload.all_containers:
        own = tree.mapping(container.body, "securityContext")
        of = f' of container "{container.name}"'
        if own.get("runAsUser") == 0:
            yield Breach(f"runAsUser{of} is 0", container.field_of("securityContext", "runAsUser"))
        said = own["runAsNonRoot"] if own.get("runAsNonRoot") is not None else of_pod.get("runAsNonRoot")
        if said is not True:
            yield Breach(f"runAsNonRoot{of} is not true", container.field_of("securityContext"))


def _restricted_rights(workload: Workload) -> Iterator[Breach]:
    profile = tree.text(workload.pod_spec, "securityContext", "seccompProfile", "type")
    for container in workload.all_containers:
        context = tree.mapping(container.body, "securityContext")
        field = container.field_of("securityContext")
        of = f' of container "{container.name}"'
        if context.get("allowPrivilegeEscalation") is not False:
            yield Breach(f"allowPrivilegeEscalation{of} is not false", field)
        if "ALL" not in tree.texts(context, "capabilities", "drop"):
            yield Breach(f"capabilities.drop{of} does not hold ALL", field)
        added = sorted(set(tree.texts(context, "capabilities", "add")) & CAPABILITIES - {"NET_BIND_SERVICE"})
        if added:
            yield Breach(f"capabilities.add{of} holds {' and '.join(added)}", f"{field}.capabilities.add")
        if _shows_all_of_proc(context) and workload.pod_spec.get("hostUsers") is False:
            yield Breach(f"procMount{of} is {context['procMount']}", f"{field}.procMount")
        if not (tree.text(context, "seccompProfile", "type") or profile):
            yield Breach(f"seccompProfile{of} is not set", field)
