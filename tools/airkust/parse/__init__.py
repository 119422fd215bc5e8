"""Bytes in, an immutable `Rendering` out. Reads no file: the shell hands the bytes in."""

from airkust.parse.facts import read_facts
from airkust.parse.manifest import parse
from airkust.parse.source_lines import Locator, ReadSource

__all__ = ["Locator", "ReadSource", "parse", "read_facts"]
