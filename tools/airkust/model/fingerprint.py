"""Is this the finding of last week, although a line, a number or a hash has moved?"""

import hashlib
import re
from dataclasses import dataclass

from airkust.model.finding import Finding
from airkust.model.resource import ResourceId

NUMBER = re.compile(r"\d+(?:\.\d+)*")
HASH = re.compile(r"-[2456789bcdfghkmt]{10}\b")
"""What kustomize puts behind the name of what it generates: ten of these sixteen letters and digits."""

PLACEHOLDER = "#"


@dataclass(frozen=True, order=True, slots=True)
class Fingerprint:
    """What makes a finding the same one.

    Attributes:
        subject: Its group, kind, namespace and name in one word, without a hash.
        message: Without hashes and numbers.
    """

    rule: str
    subject: str
    field: str
    message: str

    @property
    def digest(self) -> str:
        """The same as 32 hexadecimal digits."""
        text = f"{self.rule}\0{self.subject}\0{self.field}\0{self.message}"
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]


def fingerprint(finding: Finding) -> Fingerprint:
    """The fingerprint of a finding: its place in a file is no part of it."""
    message = NUMBER.sub(PLACEHOLDER, _without_hash(finding.message))
    return Fingerprint(finding.rule, _without_hash(_word(finding.subject)), finding.field, message)


def _word(subject: ResourceId) -> str:
    kind = f"{subject.kind}.{subject.api_group}" if subject.api_group else subject.kind
    return "/".join(part for part in (kind, subject.namespace, subject.name) if part)


def _without_hash(text: str) -> str:
    return HASH.sub(f"-{PLACEHOLDER}", text)
