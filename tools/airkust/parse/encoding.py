"""Are these bytes text at all, and of a size we take?"""

import codecs

from airkust.errors import InputError

MAX_BYTES = 32 * 1024 * 1024
"""Far above any rendering (etcd refuses a single object over 1.5 MB); read within seconds."""

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def utf8(data: bytes, name: str) -> bytes:
    """The same text as UTF-8 without a byte order mark.

    Args:
        data: What was read.
        name: What to call it in messages.

    Raises:
        InputError: It is too long, or no text.
    """
    if len(data) > MAX_BYTES:
        size, limit = (f"{count / 1024 / 1024:.0f} MiB" for count in (len(data), MAX_BYTES))
        raise InputError(
            f"{name}: holds {size}, more than the {limit} airkust reads",
            hint="check its parts one by one, or look for a file that was embedded by mistake",
        )
    encoding = next((codec for mark, codec in BYTE_ORDER_MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(name, data, error.start) from error
    if "\0" in text:
        raise _no_text(name, data, data.index(b"\0"))
    return data if encoding == "utf-8" else text.encode()


def _no_text(name: str, data: bytes, position: int) -> InputError:
    line = data.count(b"\n", 0, position) + 1
    return InputError(
        f"{name}:{line}: a binary file, not a manifest (byte {position} is 0x{data[position]:02x})",
        hint="give an overlay directory, a rendered YAML file in UTF-8, or - for standard input",
    )
