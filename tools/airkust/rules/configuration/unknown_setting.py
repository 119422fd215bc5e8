"""Airflow knows no setting of that name: it is misspelled, or stands in the wrong section.

Why: Airflow reads what it looks for and ignores the rest without a word. A timeout with a letter missing
    keeps its default, and nobody finds out before the failure it was meant for.
Fix: Correct the name: two underscores before and behind the section, capitals in a variable, small letters in
    airflow.cfg. The message names the setting that was probably meant.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html
    https://airflow.apache.org/docs/apache-airflow/stable/howto/set-config.html
"""

import re
from collections.abc import Iterator

from airkust.model.finding import Edit, Severity, Violation
from airkust.model.misspelled_settings import meant_variable, problem
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.settings import Settings
from airkust.model.written_settings import VARIABLE, configurations, written_settings
from airkust.rules.rule import Rule, Skip, Verdict

OTHER_RELEASE = re.compile(r"airflow:v?3\.(?!3\b)[0-9]+")
"""Its settings are a few more, or fewer, than those that are listed."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    if rendering.airflow.predates_3:
        yield Skip("the settings of Airflow before 3 are not listed")
        return
    configured = tuple(configurations(rendering.airflow))
    listed = [settings for image, settings in configured if not OTHER_RELEASE.search(image)]
    if not configured:
        yield Skip("no component of Airflow is rendered")
    elif not listed:
        yield Skip("the settings of this release of Airflow are not listed, only those of 3.3")
    for settings in listed:
        yield from _judge(settings)


def _judge(settings: Settings) -> Iterator[Verdict]:
    for written in written_settings(settings):
        holder = written.setting.holder
        if holder and (wrong := problem(written)):
            yield Violation(holder, f"sets {written}, {wrong}", written.setting.field)
    for name, setting in settings.environment.variables.items():
        if setting.holder and not VARIABLE.fullmatch(name) and (meant := meant_variable(name)):
            in_env = setting.holder.kind not in {"ConfigMap", "Secret"}
            yield Violation(
                setting.holder,
                f"sets {name}, which Airflow does not know: it reads {meant}",
                setting.field,
                edits=(Edit(f"{setting.field}.name", meant),) if in_env else (),
            )


RULE = Rule(name="unknown-setting", severity=Severity.WARNING, profile=Profile.CORE, check=check)
