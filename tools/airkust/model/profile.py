"""How much does somebody promise of their manifests?"""

from enum import StrEnum


class Profile(StrEnum):
    """Each profile includes those before it."""

    CORE = "core"
    DEV = "dev"
    HA = "ha"
    STRICT = "strict"

    def includes(self, other: "Profile") -> bool:
        """Whether a check with this profile runs the rules of the other."""
        order = list(Profile)
        return order.index(other) <= order.index(self)
