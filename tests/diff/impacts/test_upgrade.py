"""Do we say what an upgrade needs?"""

import pytest
from tests.diff.impacts.sides import changed, production, sides, without

from airkust.diff.impact import Impact
from airkust.diff.impacts.upgrade import upgrade_impacts
from airkust.model.finding import Severity


def upgrade(after: str, before: str = "") -> list[Impact]:
    found = sides(before or production(), after)
    return list(upgrade_impacts(found.before, found.after, found.objects))


def to(version: str) -> str:
    return changed(production(), ("3.3.2", version))


def test_a_patch_release_needs_nothing() -> None:
    assert upgrade(to("3.3.3")) == []


def test_a_minor_release_is_migrated_by_its_job() -> None:
    [impact] = upgrade(to("3.4.0"))
    assert (impact.severity, [str(each) for each in impact.because]) == (
        Severity.INFO,
        ["Job/airflow-migrations-3.4.0"],
    )


def test_a_minor_release_without_its_job_is_an_error() -> None:
    [impact] = upgrade(without(to("3.4.0"), "Job", "airflow-migrations-3.4.0"))
    assert (impact.severity, "no Job of that image migrates" in impact.message) == (Severity.ERROR, True)


def test_a_job_of_the_old_image_is_no_migration() -> None:
    edited = to("3.4.0").split("\n---\n")
    job = [each.replace("3.4.0", "3.3.2") if "name: airflow-migrations-" in each else each for each in edited]
    [impact] = upgrade("\n---\n".join(job))
    assert impact.severity is Severity.ERROR


def test_an_older_release_is_an_error() -> None:
    [impact] = upgrade(to("3.2.4"))
    assert "airflow db downgrade --to-version 3.2.4" in impact.fix


@pytest.mark.parametrize("tag", ["2026.11.1", "latest", "sha-1234", "33.1.2"])
def test_a_tag_that_tells_no_version_of_airflow_says_nothing(tag: str) -> None:
    assert upgrade(changed(production(), ("apache/airflow:3.3.2", f"apache/airflow:{tag}"))) == []


def test_components_that_do_not_wait_are_a_warning() -> None:
    def hasty(text: str) -> str:
        return changed(text, ("- check-migrations", "- check"))

    [impact] = upgrade(hasty(to("3.4.0")), hasty(production()))
    assert impact.severity is Severity.WARNING
