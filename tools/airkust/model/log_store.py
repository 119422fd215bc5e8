"""Where do the logs of tasks go?"""

from airkust.model.settings import Settings
from airkust.model.value import Setting, Undetermined

WHERE = (("logging", "remote_base_log_folder"), ("elasticsearch", "host"), ("opensearch", "host"))
"""One of these says where remote logs go; a handler of one's own needs none."""


def unknown_fact(settings: Settings) -> str:
    """Why the manifests cannot tell whether logs are sent away; "" where they can."""
    value = settings.get("logging", "remote_logging").value
    return value.fact if isinstance(value, Undetermined) else ""


def sends_logs(settings: Settings) -> bool:
    """Whether a task's log is sent to a store: remote logging is on, and it is said where to."""
    if not settings.is_true("logging", "remote_logging"):
        return False
    return settings.get("logging", "logging_config_class").text != "" or any(
        _is_set(settings.get(*name)) for name in WHERE
    )


def log_folder(settings: Settings) -> str:
    """Where logs are written first; "" where the manifests do not tell."""
    return settings.get("logging", "base_log_folder").text or ""


def _is_set(setting: Setting) -> bool:
    return setting.value is not None and setting.text != ""
