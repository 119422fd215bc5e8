"""What value of Airflow's configuration takes effect, as it may be compared and shown?

A setting that stands in a Secret is compared by the masked data of that Secret: equal data is masked equally,
so that a Secret under a new name with the same data changes nothing.
"""

import re
from dataclasses import dataclass
from typing import Final

from airkust.model import tree
from airkust.model.known_settings import SENSITIVE
from airkust.model.rendering import Rendering
from airkust.model.secret_text import is_sensitive
from airkust.model.settings import Settings
from airkust.model.value import Elsewhere, Known, SecretRef, Setting, Undetermined

MASK: Final = "•••"
"""What masked data begins with."""

LOGIN: Final = re.compile(r"://[^/\s]*@")
"""What comes before the host of a URL may be a password."""


@dataclass(frozen=True, slots=True)
class Effective:
    """One value.

    Attributes:
        identity: Equal for equal values. Never shown: it may be a text that nobody masked.
        shown: As others may read it; None where nobody sets it and no default is known.
        known: Whether the manifests tell it at all.
    """

    identity: object
    shown: str | None
    known: bool = True

    def __repr__(self) -> str:
        """Without the identity."""
        return f"Effective({self.shown})"


def effective(
    rendering: Rendering, settings: Settings, setting: Setting, name: tuple[str, str] = ("", "")
) -> Effective:
    """A setting as it takes effect.

    Args:
        rendering: Where Secrets are looked for; masked.
        settings: The container's.
        setting: One of them.
        name: Section and key: they tell whether its text is a secret.
    """
    match setting.value:
        case None:
            return Effective(None, None)
        case SecretRef() as ref:
            return _of_secret(rendering, settings, ref)
        case Known(text, secrets):
            parts = tuple(_of_secret(rendering, settings, ref).identity for ref in secrets)
            shown = _shown(text, secret=name in SENSITIVE or is_sensitive(name[1]) or not name[1])
            return Effective((text, parts) if parts else text, f"({shown})" if setting.is_default else shown)
        case Elsewhere(how="command") as elsewhere:
            return Effective(elsewhere, "what a command prints")  # the command may hold what it prints
        case Elsewhere() as elsewhere:
            return Effective(elsewhere, f"what the {elsewhere.how} holds")
        case Undetermined() as value:
            return Effective(value, str(value), known=False)


def _of_secret(rendering: Rendering, settings: Settings, ref: SecretRef) -> Effective:
    secret = rendering.get("Secret", ref.name, settings.workload.namespace)
    for part in ("stringData", "data"):
        text = tree.at(secret.body, part, ref.key) if secret else None
        if isinstance(text, str):
            return Effective(text, f"{_shown(text, secret=True)} ({ref})")
    return Effective(ref, str(ref))


def _shown(text: str, *, secret: bool) -> str:
    if text.startswith(MASK) or not (secret or LOGIN.search(text)):
        return text
    return MASK if text else text
