"""An overlay directory in, the bytes kustomize makes of it out."""

from airkust.render.kustomize import Rendered, build, render

__all__ = ["Rendered", "build", "render"]
