"""Who sits in a pod's network? Any program of this machine: the pause image has none of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.cluster.kubectl import Kubectl, wait_until

from lab import cgroup
from lab.control_plane import admin
from lab.layout import DNS_SERVICE, Lab

SERVER = """
import socket, sys, time
servers = [socket.create_server(("", int(port))) for port in sys.argv[1:]]
print("serves", flush=True)
time.sleep(3600)
"""
CLIENT = """
import socket, sys
socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=3)
"""
# One question for the address of a name, asked of the Service as a pod's resolver does.
RESOLVER = """
import socket, sys
labels = b"".join(bytes([len(part)]) + part.encode() for part in sys.argv[2].split("."))
question = bytes.fromhex("1234 0100 0001 0000 0000 0000") + labels + bytes.fromhex("00 0001 0001")
asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asking.settimeout(3)
asking.connect((sys.argv[1], 53))
asking.send(question)
answer = asking.recv(512)
sys.exit(answer[3] & 15 or answer[6:8] == bytes(2))
"""


@dataclass(frozen=True)
class Guest:
    """Runs Python in the network namespace of a pod.

    Args:
        pid: Any process of the pod.
        address: The pod's.
    """

    pid: int
    address: str

    def reaches(self, other: "Guest", port: int) -> bool:
        """Whether a connection is made."""
        return self._succeeds(CLIENT, other.address, str(port))

    def resolves(self, name: str) -> bool:
        """Whether the cluster's DNS answers with an address."""
        return self._succeeds(RESOLVER, str(DNS_SERVICE), name)

    @contextmanager
    def serving(self, *ports: int) -> Iterator[None]:
        """Take connections while the block runs."""
        argv = self._argv(SERVER, *map(str, ports))
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                assert server.stdout.readline() == "serves\n"
                yield
            finally:
                server.kill()

    def _succeeds(self, program: str, *arguments: str) -> bool:
        done = subprocess.run(self._argv(program, *arguments), check=False, capture_output=True, timeout=60)
        return done.returncode == 0

    def _argv(self, program: str, *arguments: str) -> list[str]:
        return [
            "nsenter",
            "--target",
            str(self.pid),
            "--net",
            "--",
            sys.executable,
            "-c",
            program,
            *arguments,
        ]


def of(lab: Lab, kubectl: Kubectl, name: str) -> Guest:
    """The guest of a pod that runs, once it has an address."""
    path = f"/api/v1/namespaces/{kubectl.namespace}/pods/{name}"
    address = wait_until(lambda: admin(lab).get(path)["status"].get("podIP"), f"an address of {name}")
    pod = admin(lab).get(path)
    place = lab.node_named(pod["spec"]["nodeName"])
    group = f"{place.cgroup}/kubepods/besteffort/pod{pod['metadata']['uid']}"
    return Guest(min(wait_until(lambda: cgroup.members(group), f"the processes of {name}")), str(address))
