"""Does every object match the schema its Kubernetes version publishes? Judged by kubeconform."""

from airkust.schema.bundles import ensure_bundle, require_version
from airkust.schema.install import provide
from airkust.schema.validate import prepare, validate

__all__ = ["ensure_bundle", "prepare", "provide", "require_version", "validate"]
