"""Which image does a reference mean?

As the container runtime reads it: a name without a registry comes from Docker Hub, one without tag and
digest means `latest`, and a digest wins over the tag beside it.
"""

from dataclasses import dataclass

HUB = ("docker.io/", "index.docker.io/")
LIBRARY = "library/"


@dataclass(frozen=True, slots=True)
class Image:
    """A reference to an image, in parts.

    Attributes:
        text: As written.
        repository: Without Docker Hub's own name, so that both ways to write it are equal.
        tag: "" where none is written.
        digest: `sha256:…`; "" where none is written.
    """

    text: str
    repository: str
    tag: str = ""
    digest: str = ""

    def __str__(self) -> str:
        return self.text

    def same_as(self, other: "Image") -> bool:
        """Whether both surely are one image: one digest, or one tag of one repository."""
        if self.digest and other.digest:
            return self.digest == other.digest
        if not self.tag and not other.tag and (self.digest or other.digest):
            return False
        return (self.repository, self.tag or "latest") == (other.repository, other.tag or "latest")


def read_image(text: str) -> Image:
    """Take a reference apart, for instance `registry.example:5000/airflow:3.3.2@sha256:…`."""
    name, _, digest = text.strip().partition("@")
    repository, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:  # the colon of a registry's port
        repository, tag = name, ""
    for prefix in (*HUB, LIBRARY):
        repository = repository.removeprefix(prefix)
    return Image(text, repository, tag, digest)
