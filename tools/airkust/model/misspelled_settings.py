"""What was meant by a setting that Airflow does not know?"""

import difflib
import re
from collections.abc import Iterable
from functools import cache

from airkust.model.known_settings import CORE, KNOWN, OPEN, SENSITIVE
from airkust.model.renamed_settings import OLD_SECTIONS, REMOVED, RENAMED, Name
from airkust.model.settings import variable
from airkust.model.written_settings import WrittenSetting

SIMILAR = 0.8
"""Of two names of twelve letters, about two may differ."""

UNDERSCORES = re.compile(r"_+")

BY_VARIABLE_SECTION = {section.replace(".", "_"): section for section in KNOWN}
"""A variable cannot spell `common.io`."""


def problem(written: WrittenSetting) -> str:
    """What is wrong with the name of a setting, as the end of a sentence; "" where nothing is.

    Sections nobody listed are a custom provider's, unless the setting is evidently meant for another; of a
    provider's own section, whose version is unknown, only what resembles a setting of it is judged.
    """
    section, key = _section(written), written.name[1]
    base = (section, written.base[1])
    if _is_judged_elsewhere(base) or section in OPEN or key in KNOWN.get(section, ()):
        return ""
    if base[1] != key and base[1] in KNOWN.get(section, ()):
        suffix = key.removeprefix(base[1]).upper()
        return "" if base in SENSITIVE else f"but Airflow takes {suffix} for secrets only"
    if section in KNOWN:
        meant = _similar(key.lower(), KNOWN[section]) or _elsewhere(key) or _elsewhere(base[1])
        name = (meant if isinstance(meant, tuple) else (section, meant)) if meant else None
        if name is None:
            return "which Airflow 3.3 does not know" if section in CORE else ""
        known = section in CORE or not isinstance(meant, tuple)
        return f"which Airflow does not know: it reads {written.spell(name)}" if known else ""
    nearest = _similar(section.lower(), KNOWN)
    if nearest and base[1].lower() in KNOWN[nearest]:
        return f"which Airflow does not know: it reads {written.spell((nearest, key.lower()))}"
    return ""


def meant_variable(name: str) -> str:
    """The variable of a setting that a name differs from by underscores or capitals only; "" for none.

    Args:
        name: Of a variable of which Airflow recognises nothing, for instance `AIRFLOW_CORE__EXECUTOR`.
    """
    meant = _variables().get(UNDERSCORES.sub("_", name.upper()), "") if "__" in name else ""
    return "" if meant == name else meant


def _section(written: WrittenSetting) -> str:
    section = written.name[0]
    return section if written.in_file else BY_VARIABLE_SECTION.get(section, section)


def _is_judged_elsewhere(name: Name) -> bool:
    return name in RENAMED or name in REMOVED or name[0] in OLD_SECTIONS


def _similar(word: str, words: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word, sorted(words), n=1, cutoff=SIMILAR)), "")


@cache
def _elsewhere(key: str) -> Name | None:
    """The one section of Airflow itself that has a setting of that name."""
    sections = [section for section, keys in CORE.items() if key in keys]
    return (sections[0], key) if len(sections) == 1 else None


@cache
def _variables() -> dict[str, str]:
    names = [variable(section, key) for section, keys in KNOWN.items() for key in keys]
    names += [f"{variable(*name)}{suffix}" for name in SENSITIVE for suffix in ("_CMD", "_SECRET")]
    return {UNDERSCORES.sub("_", name): name for name in names}
