"""Who may ask? Kubeconfigs of users with few rights, wrong credentials, or none.

A user of these tests is called `airkust-diff...`, so that the API server's audit log tells what the tool did
from what the tests did.
"""

import base64
import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.cluster.kubectl import Kubectl

NAME = "airkust-diff"
ADMINISTRATORS = "system:masters"

Rule = Mapping[str, Sequence[str]]


def raw_config(kubectl: Kubectl) -> dict[str, Any]:
    """The kubeconfig of a cluster's administrator, its current context alone and self-contained."""
    found: dict[str, Any] = json.loads(
        kubectl.run("config", "view", "--raw", "--minify", "--flatten", "--output", "json")
    )
    return found


def written(path: Path, config: Mapping[str, Any]) -> Path:
    """Write a kubeconfig that only its owner may read."""
    path.touch(mode=0o600)
    path.write_text(json.dumps(config))
    return path


def impersonating(admin: Kubectl, path: Path, user: str, *groups: str) -> Path:
    """A kubeconfig of the administrator who acts as somebody else: what works with any login."""
    config = raw_config(admin)
    (entry,) = config["users"]
    entry["user"] |= {"as": user, "as-groups": [*groups, "system:authenticated"]}
    return written(path, config)


def with_token(admin: Kubectl, path: Path, token: str) -> Path:
    """A kubeconfig of whoever has this token."""
    config = raw_config(admin)
    (entry,) = config["users"]
    entry["user"] = {"token": token}
    return written(path, config)


def elsewhere(admin: Kubectl, path: Path, server: str) -> Path:
    """A kubeconfig without a login for a server of another address."""
    config = raw_config(admin)
    (cluster,), (entry,) = config["clusters"], config["users"]
    cluster["cluster"] = {"server": server}
    entry["user"] = {}
    return written(path, config)


def service_account(admin: Kubectl, path: Path, *roles: str, cluster_roles: Sequence[str] = ()) -> Path:
    """A kubeconfig of a new ServiceAccount `airkust-diff` in the namespace, with these ClusterRoles.

    Args:
        admin: Who makes it, and where.
        path: The kubeconfig to write.
        roles: ClusterRoles it has in its namespace.
        cluster_roles: Those it has everywhere.
    """
    subject = f"--serviceaccount={admin.namespace}:{NAME}"
    admin.run("create", "serviceaccount", NAME)
    for role in roles:
        admin.run("create", "rolebinding", role, f"--clusterrole={role}", subject)
    for role in cluster_roles:
        name = f"{role}-{admin.namespace}"  # bound to nobody once the namespace is gone
        admin.run("create", "clusterrolebinding", name, f"--clusterrole={role}", subject)
    return with_token(admin, path, admin.run("create", "token", NAME).strip())


def limited(admin: Kubectl, path: Path, *rules: Rule) -> Path:
    """A kubeconfig of a new ServiceAccount that may do this in its namespace and nothing else."""
    role = {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "Role",
        "metadata": {"name": NAME},
        "rules": [dict(rule) for rule in rules],
    }
    file = path.with_suffix(".role.json")
    file.write_text(json.dumps(role))
    admin.run("apply", "--filename", str(file))
    kubeconfig = service_account(admin, path)
    subject = f"--serviceaccount={admin.namespace}:{NAME}"
    admin.run("create", "rolebinding", NAME, f"--role={NAME}", subject)
    return kubeconfig


def expired_token(key: Path, namespace: str) -> str:
    """A ServiceAccount's token that the API server's own key signed, and whose hour has passed.

    Args:
        key: The key the API server signs with.
        namespace: Of the ServiceAccount.
    """
    issuer = "https://kubernetes.default.svc.cluster.local"
    ended = int(time.time()) - 3600
    claims = {
        "iss": issuer,
        "aud": [issuer],
        "sub": f"system:serviceaccount:{namespace}:{NAME}",
        "iat": ended - 3600,
        "nbf": ended - 3600,
        "exp": ended,
        "kubernetes.io": {"namespace": namespace, "serviceaccount": {"name": NAME, "uid": "0"}},
    }
    signed = ".".join(
        _encoded(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT"}, claims)
    )
    signature = subprocess.run(
        ["openssl", "dgst", "-sha256", "-sign", str(key)],
        input=signed.encode(),
        capture_output=True,
        check=True,
    ).stdout
    return f"{signed}.{_encoded(signature)}"


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
