"""`airkust check --fix-preview`: what it prints, put into the overlay, mends what was found."""

from pathlib import Path

from tests.cli.scheduler import ONLY, SCHEDULER
from tests.conftest import Run, refusal


def test_the_patches_mend_what_was_found(airkust: Run, project: Path) -> None:
    assert airkust("check", *ONLY, cwd=project).returncode == 1
    made = airkust("check", *ONLY, "--fix-preview", cwd=project)
    with (project / "overlays/one/kustomization.yaml").open("a", encoding="utf-8") as file:
        file.write(made.stdout)
    assert airkust("check", *ONLY, cwd=project).returncode == 0


def test_they_mend_an_overlay_that_has_the_last_word_too(airkust: Run, project: Path) -> None:
    with (project / "overlays/one/kustomization.yaml").open("a", encoding="utf-8") as file:
        file.write("namePrefix: our-\nnamespace: airflow\nreplicas: [{name: airflow-scheduler, count: 1}]\n")
    made = airkust("check", *ONLY, "--fix-preview", cwd=project)
    above = project / "mended"
    above.mkdir()
    kustomization = f"resources: [../overlays/one]\n{made.stdout}"
    (above / "kustomization.yaml").write_text(kustomization, encoding="utf-8")
    assert airkust("check", "mended", *ONLY, cwd=project).returncode == 0


def test_the_exit_code_is_that_of_the_check(airkust: Run) -> None:
    ended = airkust("check", "-", *ONLY, "--fix-preview", stdin=SCHEDULER.encode())
    assert (ended.returncode, ended.stderr.splitlines()[0]) == (
        1,
        "1 finding mended by these patches, 0 without a computed patch",
    )


def test_a_report_may_go_to_a_file_beside_it(airkust: Run, tmp_path: Path) -> None:
    arguments = (*ONLY, "--fix-preview", "-o", "json=report.json")
    ended = airkust("check", "-", *arguments, cwd=tmp_path, stdin=SCHEDULER.encode())
    assert (ended.stdout.startswith("# -: 1 finding"), (tmp_path / "report.json").exists()) == (True, True)


def test_it_needs_standard_output_for_itself(airkust: Run) -> None:
    ended = airkust("check", "-", "--fix-preview", "-o", "json")
    assert (ended.returncode, ended.stderr) == refusal(
        "--output json: --fix-preview takes standard output", hint="name a file: --output json=FILE"
    )
