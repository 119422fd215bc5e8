"""What does an airflow.cfg say?"""

import configparser
from collections.abc import Mapping


class _Parser(configparser.RawConfigParser):
    """Airflow's: the case of a key matters."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def read_cfg(text: str) -> Mapping[str, Mapping[str, str]]:
    """Its settings by section, as written; empty where Airflow could not read it either."""
    parser = _Parser(strict=False, allow_no_value=True, interpolation=None)
    try:
        parser.read_string(text)
    except (
        configparser.Error,
        AttributeError,
    ):  # Python up to 3.12 trips over a key without value, continued
        return {}
    return {name: {key: value or "" for key, value in parser.items(name)} for name in parser.sections()}
