"""The lab's certificate authority and the identities it signs, made by the openssl command.

Everything is valid for ten years and lives in the state directory: a lab is thrown away, not renewed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.layout import CLUSTER_DOMAIN, KUBERNETES_SERVICE, Lab
from lab.process import run

DAYS = "3650"
ADMINISTRATORS = "system:masters"
POLICIES_USER = "lab-policies"
"""Who the policy controllers are; what they may read is in `policies`."""


@dataclass(frozen=True)
class Identity:
    """A key and its certificate.

    Args:
        name: Of the files.
        user: Common name: the user Kubernetes sees.
        group: Organisation: the user's group.
        names: Subject alternative names, for what serves; `DNS:...` or `IP:...`.
    """

    name: str
    user: str
    group: str | None = None
    names: tuple[str, ...] = ()


def control_plane_identities(lab: Lab) -> tuple[Identity, ...]:
    """Who takes part in every lab."""
    services = ["kubernetes", "kubernetes.default", "kubernetes.default.svc"]
    hosts = ["localhost", *services, f"kubernetes.default.svc.{CLUSTER_DOMAIN}"]
    addresses = ["127.0.0.1", lab.loopback, lab.gateway, KUBERNETES_SERVICE]
    return (
        Identity("admin", "lab-admin", ADMINISTRATORS),
        Identity("api-server-to-kubelet", "kube-apiserver", ADMINISTRATORS),
        Identity("controller-manager", "system:kube-controller-manager"),
        Identity("scheduler", "system:kube-scheduler"),
        Identity("dns", "lab-dns", ADMINISTRATORS),
        Identity("storage", "lab-storage", ADMINISTRATORS),
        Identity("proxy", "system:kube-proxy"),
        Identity("policies", POLICIES_USER),
        Identity(
            "serving", "kube-apiserver", names=(*[f"DNS:{h}" for h in hosts], *[f"IP:{a}" for a in addresses])
        ),
    )


def ensure(directory: Path, identities: Sequence[Identity]) -> None:
    """Make the authority, the service-account key and these identities, unless they exist."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (directory / "service-account.pub").exists():
        key = directory / "service-account.key"
        run(["openssl", "genrsa", "-out", str(key), "2048"])
        run(["openssl", "rsa", "-in", str(key), "-pubout", "-out", str(directory / "service-account.pub")])
    if not (directory / "ca.crt").exists():
        extensions = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"]
        _sign(directory, "ca", "/CN=lab-authority", extensions, authority=False)
    for identity in identities:
        if not (directory / f"{identity.name}.crt").exists():
            subject = f"/O={identity.group}" if identity.group else ""
            _sign(
                directory,
                identity.name,
                f"{subject}/CN={identity.user}",
                _extensions(identity),
                authority=True,
            )


def _extensions(identity: Identity) -> list[str]:
    serves = [f"subjectAltName={','.join(identity.names)}"] if identity.names else []
    usage = "extendedKeyUsage=clientAuth" + (",serverAuth" if identity.names else "")
    return ["basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature", usage, *serves]


def _sign(directory: Path, name: str, subject: str, extensions: list[str], *, authority: bool) -> None:
    """Make key and certificate; the certificate gets its name last: a half-made pair is made again."""
    signer = ["-CA", str(directory / "ca.crt"), "-CAkey", str(directory / "ca.key")] if authority else []
    # A configuration of our own, because the distribution's adds extensions that would stand there twice.
    config = directory / "openssl.cnf"
    config.write_text("[req]\ndistinguished_name=dn\n[dn]\n")
    fresh = directory / f"{name}.new"
    run(
        ["openssl", "req", "-x509", "-config", str(config), "-noenc", "-days", DAYS, "-subj", subject,
         "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-keyout", str(directory / f"{name}.key"), "-out", str(fresh),
         *[word for extension in extensions for word in ("-addext", extension)], *signer]
    )  # fmt: skip
    fresh.replace(directory / f"{name}.crt")
