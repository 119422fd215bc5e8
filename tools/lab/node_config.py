"""What runs in a node, and the configuration files it reads."""

import json
from pathlib import Path

from lab import binaries
from lab.daemon import Daemon
from lab.host import plugin_directories
from lab.layout import CLUSTER_DOMAIN, DNS_SERVICE, SERVICE_NETWORK, NodeLayout
from lab.pause import REFERENCE

SOCKET = "/run/containerd/containerd.sock"


def programs(node: NodeLayout, inside: tuple[str, ...]) -> tuple[Daemon, ...]:
    """containerd, kubelet, kube-proxy and kube-router, in the order in which they start.

    Args:
        node: Where they run.
        inside: The beginning of a command that runs in the node.
    """
    own = node.directory

    def daemon(name: str, *arguments: str, reads: tuple[Path, ...]) -> Daemon:
        argv = (*inside, binaries.path(node.lab, name), *arguments)
        return Daemon(f"{node.name}-{name}", argv, reads, f"{node.cgroup}/system")

    proxy, policies = node.lab.pki / "proxy.kubeconfig", node.lab.pki / "policies.kubeconfig"
    zone = f"topology.kubernetes.io/region=lab,topology.kubernetes.io/zone={node.zone}"
    return (
        daemon("containerd", "--config", str(own / "containerd.toml"), reads=(own / "containerd.toml",)),
        daemon(
            "kubelet",
            f"--config={own / 'kubelet.json'}",
            f"--kubeconfig={own / 'kubeconfig'}",
            f"--cert-dir={own / 'kubelet-pki'}",
            f"--hostname-override={node.name}",
            f"--node-ip={node.address}",
            f"--node-labels={zone}",
            reads=(own / "kubelet.json", own / "kubeconfig"),
        ),
        daemon(
            "kube-proxy",
            f"--kubeconfig={proxy}",
            f"--hostname-override={node.name}",
            "--proxy-mode=nftables",
            f"--cluster-cidr={node.lab.pod_network}",
            # Limits of connection tracking belong to the whole machine: not the lab's to set.
            "--conntrack-max-per-core=0",
            "--conntrack-tcp-timeout-established=0",
            "--conntrack-tcp-timeout-close-wait=0",
            reads=(proxy,),
        ),
        daemon(
            "kube-router",  # as a policy controller alone: routes are the lab's, Services are kube-proxy's
            f"--kubeconfig={policies}",
            f"--hostname-override={node.name}",
            "--run-firewall=true",
            "--run-router=false",
            "--run-service-proxy=false",
            f"--service-cluster-ip-range={SERVICE_NETWORK}",
            reads=(policies,),
        ),
    )


def files(node: NodeLayout) -> tuple[tuple[str, str], ...]:
    """Every configuration file, named relative to the node's directory."""
    return (
        ("containerd.toml", containerd(node)),
        ("cni/10-bridge.conflist", cni(node)),
        ("kubelet.json", kubelet(node)),
        # CoreDNS on the bridge: this machine's resolver may be on its loopback, which a node cannot reach.
        ("resolv.conf", f"nameserver {node.lab.gateway}\n"),
    )


def containerd(node: NodeLayout) -> str:
    """What containerd reads; whatever would be the machine's is moved into the node."""
    return f"""\
version = 3
root = "{node.directory}/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.nri.v1.nri", "io.containerd.internal.v1.tracing"]

[grpc]
  address = "{SOCKET}"

[plugins."io.containerd.internal.v1.opt"]
  path = "{node.directory}/opt"

[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "{REFERENCE}"

[plugins."io.containerd.cri.v1.runtime"]
  # A machine without CAP_SYS_RESOURCE may not lower it.
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  disable_apparmor = true

[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = {json.dumps(plugin_directories())}
  conf_dir = "{node.directory}/cni"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
  SystemdCgroup = false
"""


def cni(node: NodeLayout) -> str:
    """A bridge inside the node. It isolates nobody: kube-router does, where a policy says so."""
    bridge = {
        "type": "bridge",
        "bridge": "cni0",
        "isGateway": True,
        "ipMasq": False,
        "hairpinMode": True,
        "ipam": {
            "type": "host-local",
            "ranges": [[{"subnet": str(node.pods)}]],
            "routes": [{"dst": "0.0.0.0/0"}],
        },
    }
    return json.dumps({"cniVersion": "1.0.0", "name": node.lab.name, "plugins": [bridge]}, indent=1)


def kubelet(node: NodeLayout) -> str:
    """Kubelet's configuration: Kubernetes' defaults, but for what sharing one machine and its disk needs."""
    pki = node.lab.pki
    value = {
        "apiVersion": "kubelet.config.k8s.io/v1beta1",
        "kind": "KubeletConfiguration",
        "authentication": {"anonymous": {"enabled": False}, "x509": {"clientCAFile": str(pki / "ca.crt")}},
        "tlsCertFile": str(pki / f"{node.name}.crt"),
        "tlsPrivateKeyFile": str(pki / f"{node.name}.key"),
        "containerRuntimeEndpoint": f"unix://{SOCKET}",
        "clusterDNS": [str(DNS_SERVICE)],
        "clusterDomain": CLUSTER_DOMAIN,
        "resolvConf": str(node.directory / "resolv.conf"),
        "podLogsDir": str(node.directory / "pod-logs"),
        "volumePluginDir": str(node.directory / "volume-plugins"),
        "cgroupDriver": "cgroupfs",
        "cgroupRoot": f"/{node.cgroup}",
        # Four chances to be heard within the 20 s after which the controller manager calls a node lost.
        "nodeLeaseDurationSeconds": 20,
        "nodeStatusUpdateFrequency": "5s",
        "failCgroupV1": False,
        "failSwapOn": False,
        # It goes on where the kernel refuses a setting, as kernels do inside containers.
        "featureGates": {"KubeletInUserNamespace": True},
        "makeIPTablesUtilChains": False,
        "maxPods": 60,
        "serializeImagePulls": False,
        # All nodes share one disk: it is nobody's pressure until it is nearly full.
        "evictionHard": {
            "memory.available": "100Mi",
            "nodefs.available": "1%",
            "nodefs.inodesFree": "1%",
            "imagefs.available": "1%",
            "imagefs.inodesFree": "1%",
        },
        "imageGCHighThresholdPercent": 99,
        "imageGCLowThresholdPercent": 98,
        "containerLogMaxSize": "20Mi",
    }
    return json.dumps(value, indent=1)
