"""Bytes in, an immutable `Rendering` out. Reads no file: the shell hands the bytes in."""

from collections.abc import Callable

from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, Source

ReadSource = Callable[[str], bytes | None]
"""Given `Source.file`, its bytes; None where it cannot be read (the line then stays unknown)."""


def parse(
    data: bytes, *, name: str, origin_root: str | None = None, relative_to: str | None = None
) -> Rendering:
    """Read a rendered multi-document YAML stream.

    Args:
        data: UTF-8 (or UTF-16 with a byte order mark), as kubectl prints it.
        name: What to call the input in messages: an overlay directory, a file, or "-".
        origin_root: Absolute directory that the paths of kustomize's origin annotations are relative
            to: the folder of the wrapper kustomization. None when the input is a plain file, whose
            objects then come from `name` itself, with the line of their document.
        relative_to: Absolute directory the user stands in: `Source.file` is made relative to it.
            None leaves the joined path as it is.

    Raises:
        InputError: The bytes are not a Kubernetes manifest; the message names the input, the line
            and the field.
    """
    raise NotImplementedError


def locate(resource: Resource, field: str, read: ReadSource) -> Source | None:
    """The place where a field of an object was written, as exactly as can be known.

    Args:
        resource: The object, as rendered.
        field: Path inside it, as in `Finding.field`; "" for the object.
        read: Gives the bytes of a source file; called with `resource.source.file`.

    Returns:
        `resource.source` with the line of the field if it stands in that file with the rendered
        value, else the first line of the object, else without a line.
    """
    raise NotImplementedError
