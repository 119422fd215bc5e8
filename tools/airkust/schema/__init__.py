"""Does every object match the schema its Kubernetes version publishes? Judged by kubeconform."""

from airkust.schema.validate import validate

__all__ = ["validate"]
