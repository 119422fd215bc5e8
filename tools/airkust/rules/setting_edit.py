"""How is a setting changed where it stands?"""

from airkust.model.finding import Edit
from airkust.model.value import Setting


def edits_of(setting: Setting, value: str) -> tuple[Edit, ...]:
    """The edit that gives a setting another value; none where its field holds more than the value.

    That is a key of a ConfigMap, not a whole airflow.cfg and not an entry of `env`.
    """
    return (Edit(setting.field, f'"{value}"'),) if setting.field.startswith("data.AIRFLOW__") else ()
