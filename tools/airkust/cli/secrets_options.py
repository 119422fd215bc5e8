"""Which options do the commands of `airkust secrets` have, and how are they explained?"""

from enum import StrEnum
from typing import Annotated

import typer

from airkust.model.airflow_key import AirflowKey


class SecretForm(StrEnum):
    """What is written: each form is for another way to bring a Secret into a cluster."""

    MANIFEST = "manifest"
    KUBECTL = "kubectl"
    EXTERNAL_SECRETS = "external-secrets"
    SEALED_SECRETS = "sealed-secrets"


Overlay = Annotated[
    str,
    typer.Argument(
        metavar="OVERLAY", help="An overlay directory, a file of rendered manifests, or - for standard input."
    ),
]
Form = Annotated[
    SecretForm,
    typer.Option(
        help="manifest: Secrets in one file. kubectl: a directory of values, and the commands that make "
        "Secrets of them. external-secrets: what External Secrets fetches, without any value. "
        "sealed-secrets: the Secrets, sealed by kubeseal.",
    ),
]
SecretOutput = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        help="What to make: a file, or for --form kubectl a directory. It must not exist, unless a key is "
        "changed in it. - for standard output.",
    ),
]
ConnectionFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="A file that holds the URL of the database, or - for standard input. Never an argument: "
        "the list of processes shows those.",
    ),
]
Rotate = Annotated[
    list[AirflowKey] | None,
    typer.Option(
        metavar="KEY",
        help="Change this key in the manifest that --output names: fernet-key gets a new one before the "
        "old, jwt-secret and api-secret-key a new one, connection that of --connection-file. "
        "May be repeated.",
    ),
]
DropOldFernetKeys = Annotated[
    bool,
    typer.Option(
        "--drop-old-fernet-keys",
        help="Keep only the first Fernet key of the manifest; after `airflow rotate-fernet-key`.",
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="KIND/NAME",
        help="For --form external-secrets: where values lie, for instance ClusterSecretStore/vault.",
    ),
]
Show = Annotated[bool, typer.Option("--show", help="Write values to a terminal, too.")]
