"""Which number does a setting hold, or what would have to be known to tell?"""

from airkust.model.settings import Settings
from airkust.model.value import Setting, Undetermined


def number_of(settings: Settings, section: str, key: str) -> float | Undetermined:
    """A setting as a number.

    Returns:
        The missing fact where the manifests do not tell, and where it is no number.
    """
    setting = settings.get(section, key)
    try:
        return float(setting.text or "")
    except ValueError:
        return Undetermined(f"[{section}] {key} of {settings.workload}: {missing(setting)}")


def missing(setting: Setting) -> str:
    """What would have to be known to read a setting; "no value" where nobody sets it."""
    if isinstance(setting.value, Undetermined):
        return setting.value.fact
    return "no value" if setting.value is None else str(setting.value)


def whole(value: float) -> str:
    """A number without a needless `.0`."""
    return f"{value:g}"
