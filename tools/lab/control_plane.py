"""etcd, API server, controller manager, scheduler and DNS, as processes of this machine."""

import http.client
import sys
from ipaddress import IPv4Address
from pathlib import Path

from lab import addons, binaries, daemon, kubeconfig, pki
from lab.api import Api, wait
from lab.daemon import Daemon
from lab.layout import API_PORT, CLUSTER_DOMAIN, SERVICE_NETWORK, Lab
from lab.progress import Progress

API_SERVER = "kube-apiserver"
DNS = "coredns"
READY_WITHIN = 90.0
"""Seconds each part gets; measured: 5 on an idle machine with 2 cores."""


def address(lab: Lab) -> IPv4Address:
    """Where the API server listens: on the bridge when there are nodes, else on the loopback."""
    return lab.gateway if lab.nodes() else lab.loopback


def admin(lab: Lab) -> Api:
    """The API server, asked by the lab's administrator."""
    return Api(str(address(lab)), API_PORT, lab.pki, "admin")


def ensure(lab: Lab, progress: Progress) -> None:
    """Start what is not running; return when it serves."""
    with progress.step("certificates"):
        pki.ensure(lab.pki, pki.control_plane_identities(lab))
        _write_configuration(lab)
    daemon.ensure(lab, _etcd(lab))
    ensure_api_server(lab, progress)
    with progress.step("controller manager, scheduler"):
        for controller in (_controller_manager(lab), _scheduler(lab)):
            daemon.ensure(lab, controller)
        for name, port in (("kube-controller-manager", 10257), ("kube-scheduler", 10259)):
            _wait_ready(lab, name, Api(str(lab.loopback), port, lab.pki, "admin"), "/healthz")
        await_account(lab, "default")


def await_account(lab: Lab, namespace: str) -> None:
    """Return when a namespace takes pods: not before the controller manager has made its account."""
    path = f"/api/v1/namespaces/{namespace}/serviceaccounts/default"
    wait(f"the service account of {namespace}", lambda: bool(admin(lab).get(path)), seconds=READY_WITHIN)


def ensure_api_server(lab: Lab, progress: Progress) -> None:
    """Start the API server if it is not running; return when it serves."""
    with progress.step("API server"):
        daemon.ensure(lab, _api_server(lab))
        _wait_ready(lab, API_SERVER, admin(lab), "/readyz")


def ensure_dns(lab: Lab, progress: Progress) -> None:
    """Start CoreDNS on the bridge and give it its Service."""
    with progress.step("DNS"):
        (lab.state / "Corefile").write_text(addons.corefile(lab))
        server = (binaries.path(lab, "coredns"), "-conf", str(lab.state / "Corefile"))
        files = (lab.state / "Corefile", lab.pki / "dns.kubeconfig")
        daemon.ensure(lab, Daemon(DNS, server, files))
        for path, value in addons.dns_service(lab.gateway):
            admin(lab).apply(path, value, manager=addons.MANAGER)
        wait(
            "DNS",
            lambda: _answers(str(lab.gateway), addons.DNS_READY_PORT, "/ready"),
            seconds=READY_WITHIN,
            meanwhile=lambda: daemon.require(lab, DNS),
        )


def ensure_storage(lab: Lab, progress: Progress) -> None:
    """Start the volume provisioner and announce its class."""
    with progress.step("storage class"):
        for path, value in addons.storage_class():
            admin(lab).apply(path, value, manager=addons.MANAGER)
        place = (str(address(lab)), str(API_PORT), str(lab.pki), str(lab.state / "volumes"))
        argv = (sys.executable, "-m", "lab.storage", *place)
        tools = str(Path(__file__).parents[1])
        daemon.ensure(lab, Daemon("storage", argv, env={"PYTHONPATH": tools}))


def _wait_ready(lab: Lab, name: str, api: Api, path: str) -> None:
    wait(
        name,
        lambda: api.text("GET", path) == "ok",
        seconds=READY_WITHIN,
        meanwhile=lambda: daemon.require(lab, name),
    )


def _answers(host: str, port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    finally:
        connection.close()


def _write_configuration(lab: Lab) -> None:
    (lab.state / "audit-policy.json").write_text(addons.AUDIT_POLICY)
    server = f"https://{address(lab)}:{API_PORT}"
    kubeconfig.write(lab.kubeconfig, server=server, pki=lab.pki, identity="admin")
    for identity in ("controller-manager", "scheduler", "dns", "proxy", "policies"):
        kubeconfig.write(lab.pki / f"{identity}.kubeconfig", server=server, pki=lab.pki, identity=identity)


def _etcd(lab: Lab) -> Daemon:
    clients, peers = f"http://{lab.loopback}:2379", f"http://{lab.loopback}:2380"
    return Daemon("etcd", (
        binaries.path(lab, "etcd"), "--name=lab", f"--data-dir={lab.state / 'etcd'}",
        f"--listen-client-urls={clients}", f"--advertise-client-urls={clients}",
        f"--listen-peer-urls={peers}", f"--initial-advertise-peer-urls={peers}",
        f"--initial-cluster=lab={peers}",
        "--unsafe-no-fsync",  # the data need not outlive the machine
        "--log-level=warn",
    ))  # fmt: skip


def _api_server(lab: Lab) -> Daemon:
    place = address(lab)
    return Daemon(API_SERVER, (
        binaries.path(lab, API_SERVER),
        f"--etcd-servers=http://{lab.loopback}:2379",
        f"--bind-address={place}", f"--advertise-address={place}", f"--secure-port={API_PORT}",
        # An address of the loopback is no valid endpoint of the Service `kubernetes`.
        f"--endpoint-reconciler-type={'lease' if place == lab.gateway else 'none'}",
        f"--service-cluster-ip-range={SERVICE_NETWORK}",
        "--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction",
        "--allow-privileged=true",
        *_serving(lab), f"--client-ca-file={lab.pki / 'ca.crt'}",
        f"--service-account-issuer=https://kubernetes.default.svc.{CLUSTER_DOMAIN}",
        f"--service-account-key-file={lab.pki / 'service-account.pub'}",
        f"--service-account-signing-key-file={lab.pki / 'service-account.key'}",
        f"--kubelet-certificate-authority={lab.pki / 'ca.crt'}",
        f"--kubelet-client-certificate={lab.pki / 'api-server-to-kubelet.crt'}",
        f"--kubelet-client-key={lab.pki / 'api-server-to-kubelet.key'}",
        "--kubelet-preferred-address-types=InternalIP",  # nobody resolves the nodes' names
        f"--audit-policy-file={lab.state / 'audit-policy.json'}",
        f"--audit-log-path={lab.logs / 'audit.log'}", "--audit-log-maxsize=200", "--audit-log-maxbackup=1",
    ), files=(lab.state / "audit-policy.json",))  # fmt: skip


def _controller_manager(lab: Lab) -> Daemon:
    config = lab.pki / "controller-manager.kubeconfig"
    return Daemon("kube-controller-manager", (
        binaries.path(lab, "kube-controller-manager"),
        f"--kubeconfig={config}",
        f"--authentication-kubeconfig={config}", f"--authorization-kubeconfig={config}",
        f"--bind-address={lab.loopback}", *_serving(lab),
        f"--root-ca-file={lab.pki / 'ca.crt'}",
        f"--service-account-private-key-file={lab.pki / 'service-account.key'}",
        "--use-service-account-credentials=true", "--leader-elect=false",
        f"--cluster-cidr={lab.pod_network}", f"--service-cluster-ip-range={SERVICE_NETWORK}",
        "--kube-api-qps=200", "--kube-api-burst=300",  # the default 20 makes its start wait for itself
        "--node-monitor-grace-period=20s",  # default 50s: drills would wait for nothing else
    ), files=(config,))  # fmt: skip


def _scheduler(lab: Lab) -> Daemon:
    config = lab.pki / "scheduler.kubeconfig"
    return Daemon("kube-scheduler", (
        binaries.path(lab, "kube-scheduler"),
        f"--kubeconfig={config}",
        f"--authentication-kubeconfig={config}", f"--authorization-kubeconfig={config}",
        f"--bind-address={lab.loopback}", *_serving(lab), "--leader-elect=false",
    ), files=(config,))  # fmt: skip


def _serving(lab: Lab) -> tuple[str, str]:
    return f"--tls-cert-file={lab.pki / 'serving.crt'}", f"--tls-private-key-file={lab.pki / 'serving.key'}"
