"""The images the overlays name, as archives that a node can load without a registry.

from lab.images import ensure
for archive in ensure(Progress()):
    load(archive.path)              # holds an image called archive.reference
"""

from lab.images.archives import Archive, ensure

__all__ = ["Archive", "ensure"]
