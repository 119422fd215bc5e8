"""Does every object match the schema its Kubernetes version publishes? Judged by kubeconform."""

from airkust.schema.bundles import ensure_bundle, require_version
from airkust.schema.install import provide
from airkust.schema.validate import Schemas, validate

__all__ = ["Schemas", "ensure_bundle", "provide", "require_version", "validate"]
