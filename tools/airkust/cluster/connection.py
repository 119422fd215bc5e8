"""How do we get to the user's cluster with whatever credentials kubectl knows?

Through one `kubectl proxy`: certificates, tokens, exec plugins and OIDC are its business, and no credential
ever is in our memory. It listens on a socket file in a directory of ours and never on a port, which any user
of the machine could use. What asks through it is imported while it starts.
"""

# ruff: noqa: PLC0415

import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from airkust import process
from airkust.cluster.kubeconfig import VARIABLE, chosen, files, flags
from airkust.errors import ClusterFailed, UsageError
from airkust.process import Background

if TYPE_CHECKING:
    from airkust.cluster.client import Client

REJECTED = "POST|PUT|DELETE|CONNECT|HEAD|OPTIONS|TRACE"
REJECTED_PATHS = "^/api/.*/(pods|services|nodes)/[^/]+/(exec|attach|portforward|proxy)"
"""Where even a GET does something."""

STARTS_WITHIN = 15.0
LOOKED_EVERY = 0.004
"""Seconds; measured: it is ready after 0.07."""

LONGEST_DIRECTORY = 80
"""Bytes. The path of a socket may have 103 on macOS and 107 on Linux."""


@contextmanager
def connect(
    kubectl: Path, *, kubeconfig: Path | None, context: str | None, read_only: bool, timeout: float
) -> Iterator["Client"]:
    """A client for the cluster that the kubeconfig names, or that we run in.

    Arguments and errors are those of `connecting`.
    """
    way = connecting(kubectl, kubeconfig=kubeconfig, context=context, read_only=read_only, timeout=timeout)
    with way as client:
        yield client()


@contextmanager
def connecting(
    kubectl: Path, *, kubeconfig: Path | None, context: str | None, read_only: bool, timeout: float
) -> Iterator[Callable[[], "Client"]]:
    """Begin to connect, and give a function that waits for the client; any thread may call it.

    Args:
        kubectl: The program.
        kubeconfig: A file; None for those kubectl would take.
        context: One of it; None for the current one.
        read_only: Whether even dry runs are refused on their way.
        timeout: Seconds an answer may take.

    Raises:
        UsageError: There is no such kubeconfig; from the function, no such context.
        ClusterFailed: From the function: the proxy does not start, or the service account cannot be used.
    """
    if files(kubeconfig):
        with _through_proxy(
            kubectl, flags(kubeconfig, context), read_only=read_only, timeout=timeout
        ) as client:
            yield client
        return
    from airkust.cluster import in_cluster

    if in_cluster.is_here() and context is None:
        own = in_cluster.client(timeout)
        try:
            yield lambda: own
        finally:
            own.stop()
    else:
        raise UsageError(
            "there is no kubeconfig, so there is no cluster to compare with",
            hint=f"--kubeconfig FILE, {VARIABLE} or ~/.kube/config",
        )


@contextmanager
def _through_proxy(
    kubectl: Path, selection: tuple[str, ...], *, read_only: bool, timeout: float
) -> Iterator[Callable[[], "Client"]]:
    with _directory() as directory, ThreadPoolExecutor(2) as meanwhile:
        path = directory / "s"
        argv = [str(kubectl), *selection, "proxy", *_proxy_flags(path, read_only=read_only)]
        with process.background(argv) as proxy:

            def opened() -> "Client":
                from airkust.cluster.client import Client
                from airkust.cluster.transport import ThroughProxy

                try:
                    _await_socket(path, proxy)
                except ClusterFailed:
                    chosen(kubectl, selection)  # a wrong context is said better there
                    raise
                # one more process, while we wait for the network anyway
                context = meanwhile.submit(chosen, kubectl, selection)
                return Client(ThroughProxy(path, lambda: _ending(proxy)), context.result, timeout=timeout)

            client = meanwhile.submit(opened)
            try:
                yield client.result
            finally:
                if client.done() and not client.exception():
                    client.result().stop()


def _proxy_flags(path: Path, *, read_only: bool) -> tuple[str, ...]:
    methods = f"{REJECTED}|PATCH" if read_only else REJECTED
    return (
        f"--unix-socket={path}",
        f"--reject-methods=^({methods})$",
        f"--reject-paths={REJECTED_PATHS}",
        "--append-server-path",  # the servers of Rancher and others have a path
    )


@contextmanager
def _directory() -> Iterator[Path]:
    """A directory only we can enter, with a path short enough for a socket in it."""
    usual = tempfile.gettempdir()
    place = usual if len(os.fsencode(usual)) <= LONGEST_DIRECTORY else "/tmp"  # noqa: S108 -- of mode 0700 below
    with tempfile.TemporaryDirectory(prefix="airkust-", dir=place, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _await_socket(path: Path, proxy: Background) -> None:
    """Return when somebody listens.

    Raises:
        ClusterFailed: The proxy ended, or takes too long.
    """
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if proxy.exit_code() is not None:
            raise ClusterFailed(_ending(proxy))
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            try:
                probe.connect(str(path))
            except OSError:
                time.sleep(LOOKED_EVERY)
            else:
                return
    raise ClusterFailed(f"kubectl proxy was not ready within {STARTS_WITHIN:g} s")


def _ending(proxy: Background) -> str:
    """Why the proxy is no more; "" while it runs."""
    code = proxy.exit_code()
    if code is None:
        return ""
    said = proxy.said().strip().removeprefix("error: ")
    return "kubectl proxy has ended" + (f": {said}" if said else f" (exit code {code})")
