"""How is kubeconform asked, and what does it answer?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from airkust import process
from airkust.errors import ToolFailed, ToolMissing
from airkust.workspace.programs import find

VARIABLE = "AIRKUST_KUBECONFORM"
VERSION = "0.8.0"
"""The version `airkust setup` installs and the tests run with."""
TIMEOUT = 120.0
BATCH_BYTES = 2_000_000
"""kubeconform hands on slices of its 4 MB input buffer, which it moves once more than half is read: documents
beyond that point can be overwritten while they are judged (1 of 20 000 was, in 10 MB with four workers)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What kubeconform says of one document.

    Attributes:
        status: "statusValid", "statusInvalid" or "statusError".
        message: Its whole explanation; "" for a valid document.
    """

    kind: str
    name: str
    status: str
    message: str


def installed_path(cache: Path) -> Path:
    """Where `airkust setup` puts it."""
    return cache / "kubeconform" / VERSION / "kubeconform"


def find_kubeconform(cache: Path) -> Path | None:
    """The kubeconform to use: AIRKUST_KUBECONFORM, else the cache's, else PATH's; None: there is none."""
    return find("kubeconform", variable=VARIABLE, places=(installed_path(cache),))


def require_kubeconform(cache: Path) -> Path:
    """The kubeconform to use.

    Raises:
        ToolMissing: There is none; says how to get it.
    """
    program = find_kubeconform(cache)
    if program is None:
        raise ToolMissing(
            "kubeconform is not installed, so nothing was validated",
            hint="run `airkust setup` once; or set AIRKUST_KUBECONFORM to its path",
        )
    return program


def ask(
    documents: Sequence[bytes], *, program: Path, kubernetes_version: str, locations: Sequence[str]
) -> list[Answer]:
    """Judge JSON documents, in their order.

    Args:
        documents: One object each. They are written to its standard input, never to a disk.
        program: The kubeconform to run: once, or once per 2 MB.
        kubernetes_version: With a patch number, for instance "1.37.0".
        locations: Templates of schema file names, best first.

    Raises:
        ToolFailed: It did not answer for each document.
    """
    argv = [str(program), "-strict", "-verbose", "-output", "json", "-kubernetes-version", kubernetes_version]
    argv += ["-n", "1"]  # one worker answers in the order of the questions
    for location in locations:
        argv += ["-schema-location", location]
    return [answer for batch in _batches(documents) for answer in _ask_batch(argv, batch)]


def _ask_batch(argv: Sequence[str], batch: Sequence[bytes]) -> list[Answer]:
    completed = process.run(argv, stdin=b"\n---\n".join(batch), timeout=TIMEOUT)
    try:
        entries = json.loads(completed.stdout)["resources"]
        answers = [Answer(e["kind"], e["name"], e["status"], e["msg"]) for e in entries]
    except (ValueError, KeyError, TypeError):
        raise process.failure(argv, completed) from None
    if len(answers) != len(batch):
        raise ToolFailed(
            f"{argv[0]} judged {len(answers)} of {len(batch)} documents",
            hint=f"airkust is tested with kubeconform {VERSION}: `airkust setup` installs it",
        )
    return answers


def _batches(documents: Sequence[bytes]) -> list[list[bytes]]:
    batches: list[list[bytes]] = []
    room = 0
    for document in documents:
        if not batches or len(document) > room:
            batches.append([])
            room = BATCH_BYTES
        batches[-1].append(document)
        room -= len(document)
    return batches
