"""A setting has a name that Airflow 3 no longer reads, or will not read for long.

Why: Airflow says nothing about a setting it does not look for: carried over from Airflow 2, the size of a
    pool, a timeout or the place of the logs goes back to its default. A few old names are still read, with
    a warning in the log, until a release drops them.
Fix: Write the setting under its new name, and take away what has none. Both names may stand side by side
    where the same manifests serve Airflow 2.
See: https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html
    https://airflow.apache.org/docs/apache-airflow/stable/cli-and-env-variables-ref.html#lint
"""

import json
from collections.abc import Iterator

from airkust.model import field_path
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.known_settings import KNOWN
from airkust.model.profile import Profile
from airkust.model.renamed_settings import OLD_NAMES, OLD_SECTIONS, OTHER_UNIT, REMOVED, RENAMED, Name
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.written_settings import WrittenSetting, configurations, sets, written_settings
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    if rendering.airflow.predates_3:
        yield Skip("these are the settings of Airflow before 3")
        return
    configured = tuple(configurations(rendering.airflow))
    if not configured:
        yield Skip("no component of Airflow is rendered")
    for _, settings in configured:
        for written in written_settings(settings):
            holder, new = written.setting.holder, _new_name(written.base)
            if holder and written.base in REMOVED:
                message = f"sets {written}, which Airflow 3 has under no name"
                yield Violation(holder, message, written.setting.field)
            elif holder and new and not sets(settings, new):
                yield _renamed(written, holder, new)


def _new_name(old: Name) -> Name | None:
    section = OLD_SECTIONS.get(old[0])
    if section and old[1] in KNOWN[section]:
        return section, old[1]
    return RENAMED.get(old)


def _renamed(written: WrittenSetting, holder: ResourceId, new: Name) -> Violation:
    suffix = written.name[1].removeprefix(written.base[1])
    name = written.spell((new[0], new[1] + suffix))
    if OLD_NAMES.get(new) == written.base:
        message = f"sets {written}, the old name of {name}, which Airflow 3 still reads"
    else:
        message = f"sets {written}, which Airflow 3 ignores: it reads {name}"
    return Violation(holder, message, written.setting.field, edits=_edits(written, holder, name))


def _edits(written: WrittenSetting, holder: ResourceId, name: str) -> tuple[Edit, ...]:
    field, value = written.setting.field, written.setting.text
    if written.in_file or written.base in OTHER_UNIT:
        return ()
    if holder.kind == "ConfigMap" and value is not None:
        return Edit(field, ""), Edit(field_path.join("data", name), json.dumps(value))
    return (Edit(f"{field}.name", name),) if holder.kind not in {"ConfigMap", "Secret"} else ()


RULE = Rule(name="obsolete-setting", severity=Severity.WARNING, profile=Profile.CORE, check=check)
