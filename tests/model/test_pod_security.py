"""What the Pod Security levels refuse, control by control."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.manifests import only_workload, rendering

from airkust.model.pod_security import ENFORCE, LATEST, Enforced, Level, breaches, enforced

BASELINE = Enforced(Level.BASELINE)
RESTRICTED = Enforced(Level.RESTRICTED)
GOOD = "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}"
GOOD_POD = "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}"


def found(container: str, spec: str = "", wanted: Enforced = BASELINE, annotations: str = "{}") -> list[str]:
    """What keeps a pod out, with one container, both bodies as flow-style YAML without braces."""
    rest = f", {spec}" if spec else ""
    manifest = (
        f"{{apiVersion: v1, kind: Pod, metadata: {{name: p, annotations: {annotations}}}, "
        f"spec: {{containers: [{{name: c, {container}}}]{rest}}}}}"
    )
    return [breach.what for breach in breaches(only_workload(manifest)[1], wanted)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("{}", Enforced(Level.PRIVILEGED)),
        ("{pod-security.kubernetes.io/warn: restricted}", Enforced(Level.PRIVILEGED)),
        ("{pod-security.kubernetes.io/enforce: strict}", Enforced(Level.PRIVILEGED)),
        ("{pod-security.kubernetes.io/enforce: baseline}", Enforced(Level.BASELINE, LATEST)),
        (
            f"{{{ENFORCE}: restricted, {ENFORCE}-version: v1.30}}",
            Enforced(Level.RESTRICTED, 30),
        ),
    ],
)
def test_the_labels_of_a_namespace_say_what_it_enforces(labels: str, expected: Enforced) -> None:
    [namespace] = rendering(
        f"{{apiVersion: v1, kind: Namespace, metadata: {{name: airflow, labels: {labels}}}}}"
    )
    assert enforced(namespace) == expected


@pytest.mark.parametrize(
    ("container", "spec", "what"),
    [
        ("image: x", "hostNetwork: true", "hostNetwork is true"),
        ("image: x", "hostPID: true", "hostPID is true"),
        ("image: x", "hostIPC: true", "hostIPC is true"),
        ("image: x", "volumes: [{name: v, hostPath: {path: /}}]", 'volume "v" is a hostPath'),
        ("image: x", "securityContext: {sysctls: [{name: kernel.msgmax}]}", "sysctl kernel.msgmax is set"),
        (
            "image: x",
            "securityContext: {windowsOptions: {hostProcess: true}}",
            "hostProcess is true",
        ),
        ("image: x", "securityContext: {seccompProfile: {type: Unconfined}}", "seccompProfile is Unconfined"),
        ("image: x", "securityContext: {seLinuxOptions: {user: system_u}}", "seLinuxOptions.user is set"),
        (
            "securityContext: {seLinuxOptions: {type: spc_t}}",
            "",
            'seLinuxOptions.type of container "c" is spc_t',
        ),
        ("securityContext: {privileged: true}", "", 'privileged of container "c" is true'),
        (
            "securityContext: {capabilities: {add: [SYS_ADMIN, CHOWN]}}",
            "",
            'capabilities.add of container "c" holds SYS_ADMIN',
        ),
        ("securityContext: {procMount: Unmasked}", "", 'procMount of container "c" is Unmasked'),
        (
            "securityContext: {appArmorProfile: {type: Unconfined}}",
            "",
            'appArmorProfile of container "c" is Unconfined',
        ),
        ("ports: [{containerPort: 80, hostPort: 80}]", "", 'hostPort of container "c" is 80'),
        (
            "livenessProbe: {httpGet: {host: example.org, port: 80}}",
            "",
            'livenessProbe of container "c" names a host',
        ),
    ],
)
def test_baseline_refuses_what_reaches_the_node(container: str, spec: str, what: str) -> None:
    assert found(container, spec) == [what]
    assert what in found(container, spec, RESTRICTED)
    assert found(container, spec, Enforced(Level.PRIVILEGED)) == []


def test_a_pinned_version_has_the_checks_of_its_time() -> None:
    probe = "livenessProbe: {httpGet: {host: example.org, port: 80}}"
    assert found(probe, wanted=Enforced(Level.BASELINE, 33)) == []


def test_apparmor_was_an_annotation_once() -> None:
    key = "container.apparmor.security.beta.kubernetes.io/c"
    assert found("image: x", annotations=f"{{{key}: runtime/default}}") == []
    assert found("image: x", annotations=f"{{{key}: unconfined}}") == [f"{key} is unconfined"]


@pytest.mark.parametrize(
    "container",
    [
        "image: x",
        "ports: [{containerPort: 80, hostPort: 0}]",
        "securityContext: {capabilities: {add: [CHOWN]}}",
        "securityContext: {seLinuxOptions: {type: container_t}}",
        "securityContext: {runAsUser: 0}",
    ],
)
def test_baseline_lets_an_ordinary_pod_in(container: str) -> None:
    assert found(container) == []


def test_restricted_lets_in_what_gives_up_every_right() -> None:
    assert found(f"{GOOD}}}", f"{GOOD_POD}}}", RESTRICTED) == []
    assert found(f"{GOOD}, runAsNonRoot: true, seccompProfile: {{type: Localhost}}}}", "", RESTRICTED) == []


@pytest.mark.parametrize(
    ("container", "spec", "what"),
    [
        (f"{GOOD}, runAsUser: 0}}", f"{GOOD_POD}}}", 'runAsUser of container "c" is 0'),
        (f"{GOOD}}}", f"{GOOD_POD}, runAsUser: 0}}", "runAsUser is 0"),
        (f"{GOOD}, runAsNonRoot: false}}", f"{GOOD_POD}}}", 'runAsNonRoot of container "c" is not true'),
        (
            f"{GOOD}}}",
            "securityContext: {runAsNonRoot: true}",
            'seccompProfile of container "c" is not set',
        ),
        (
            "securityContext: {capabilities: {drop: [ALL]}}",
            f"{GOOD_POD}}}",
            'allowPrivilegeEscalation of container "c" is not false',
        ),
        (
            "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [NET_RAW]}}",
            f"{GOOD_POD}}}",
            'capabilities.drop of container "c" does not hold ALL',
        ),
        (
            "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CHOWN]}}",
            f"{GOOD_POD}}}",
            'capabilities.add of container "c" holds CHOWN',
        ),
        (f"{GOOD}}}", f"{GOOD_POD}}}, volumes: [{{name: v, nfs: {{path: /}}}}]", 'volume "v" is a nfs'),
    ],
)
def test_restricted_asks_for_more(container: str, spec: str, what: str) -> None:
    assert found(container, spec, RESTRICTED) == [what]
    assert found(container, spec) == []


def test_a_user_namespace_makes_root_harmless() -> None:
    spec = f"hostUsers: false, {GOOD_POD}, runAsUser: 0}}"
    assert found(f"{GOOD}, runAsNonRoot: false}}", spec, RESTRICTED) == []
    shown = f"{GOOD}, procMount: Unmasked}}"
    assert found(shown, spec) == []
    assert found(shown, spec, RESTRICTED) == ['procMount of container "c" is Unmasked']


def test_windows_knows_no_such_rights() -> None:
    spec = "os: {name: windows}, securityContext: {runAsNonRoot: true}"
    assert found("image: x", spec, RESTRICTED) == []


CAPABILITY = st.sampled_from(["CHOWN", "KILL", "NET_BIND_SERVICE", "NET_RAW", "SYS_ADMIN", "SYS_TIME"])


@given(st.lists(CAPABILITY, max_size=3), st.booleans(), st.booleans(), st.booleans())
def test_restricted_refuses_whatever_baseline_refuses(
    added: list[str],
    host: bool,  # noqa: FBT001 -- drawn
    root: bool,  # noqa: FBT001 -- drawn
    drops: bool,  # noqa: FBT001 -- drawn
) -> None:
    drop = "[ALL]" if drops else "[]"
    container = f"securityContext: {{capabilities: {{add: {added}, drop: {drop}}}}}"
    spec = f"hostNetwork: {str(host).lower()}, securityContext: {{runAsUser: {0 if root else 1}}}"
    assert set(found(container, spec)) <= set(found(container, spec, RESTRICTED))
