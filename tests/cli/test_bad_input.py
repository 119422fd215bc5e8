"""What a user can get wrong ends in a message that names the file, and a documented exit code.

Each expectation is the whole of stderr: nothing more is said, above all no traceback.
"""

from pathlib import Path

import pytest
from tests.conftest import Run, refusal

BINARY_HINT = "give an overlay directory, a rendered YAML file in UTF-8, or - for standard input"


def said(airkust: Run, *arguments: str | Path, **options: object) -> tuple[int, str]:
    """Exit code and stderr."""
    ended = airkust(*arguments, **options)
    return ended.returncode, ended.stderr


def test_a_missing_overlay_names_the_path_and_the_nearest(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "check", "sond", cwd=overlays) == refusal(
        "sond: no such file or directory", hint="did you mean sound?"
    )


def test_a_directory_without_kustomization_says_so(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "check", "no-kustomization", cwd=overlays) == refusal(
        "no-kustomization: holds no kustomization.yaml", hint="an overlay is a directory that has one"
    )


def test_a_directory_of_overlays_names_them(airkust: Run, overlays: Path) -> None:
    assert (
        "hint: did you mean overlays/binary or overlays/"
        in (said(airkust, "check", "overlays", cwd=overlays.parent)[1])
    )


def test_a_broken_kustomization_names_the_file_and_the_field(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "check", "broken-kustomization", cwd=overlays) == refusal(
        "broken-kustomization: cannot be built: broken-kustomization/kustomization.yaml: "
        'invalid Kustomization: json: unknown field "resourcez"',
        hint="see the fields of a kustomization: kubectl kustomize --help",
    )


def test_a_missing_resource_names_the_kustomization_and_the_entry(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "check", "missing-resource", cwd=overlays) == refusal(
        "missing-resource: cannot be built: missing-resource/kustomization.yaml: "
        "nowhere.yaml: no such file or directory",
        hint="create the file, or remove the entry",
    )


def test_invalid_yaml_in_an_overlay_names_file_and_line(airkust: Run, overlays: Path) -> None:
    code, stderr = said(airkust, "check", "invalid-yaml", cwd=overlays)
    start = "error: invalid-yaml: cannot be built: invalid-yaml/config-map.yaml:5: invalid YAML: "
    assert (code, stderr[: len(start)]) == (2, start)


def test_a_duplicate_key_in_an_overlay_names_both_lines(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "check", "duplicate-key", cwd=overlays) == refusal(
        "duplicate-key: cannot be built: duplicate-key/config-map.yaml:7: "
        'duplicate key "data" in the document, already on line 5'
    )


def test_a_duplicate_key_in_a_rendered_file_names_both_lines(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "check", "duplicate-key/config-map.yaml", cwd=overlays) == refusal(
        'duplicate-key/config-map.yaml:7: duplicate key "data" in the document, already on line 5'
    )


def test_a_binary_file_in_an_overlay_is_named(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "check", "binary", cwd=overlays) == refusal(
        "binary: cannot be built: binary/program.yaml:2: a binary file, not a manifest (byte 19 is 0xff)",
        hint=BINARY_HINT,
    )


def test_a_binary_file_given_as_manifests_is_named(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "check", "binary/program.yaml", cwd=overlays) == refusal(
        "binary/program.yaml:2: a binary file, not a manifest (byte 19 is 0xff)", hint=BINARY_HINT
    )


@pytest.mark.parametrize("command", ["build", "validate", "check"])
def test_an_overlay_that_renders_nothing_never_passes(airkust: Run, overlays: Path, command: str) -> None:
    assert said(airkust, command, "empty", cwd=overlays) == refusal(
        "empty: renders no object", hint="its kustomization.yaml lists no resources"
    )


def test_empty_standard_input_never_passes(airkust: Run) -> None:
    code, stderr = said(airkust, "check", "-")
    assert (code, stderr.splitlines()[0]) == (2, "error: - renders no object")


def test_a_file_that_cannot_be_read_is_named(airkust: Run) -> None:
    assert said(airkust, "check", "/proc/self/mem") == refusal(
        "/proc/self/mem: cannot be read: Input/output error"
    )


def test_build_wants_an_overlay_not_a_file(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "build", "sound-base/deployment.yaml", cwd=overlays) == refusal(
        "sound-base/deployment.yaml: not a directory", hint="only an overlay needs building"
    )


def test_standard_input_can_be_given_once(airkust: Run) -> None:
    assert said(airkust, "check", "-", "-") == refusal("- can be given once: standard input is read once")


def test_no_input_and_no_settings_say_what_to_give(airkust: Run) -> None:
    assert said(airkust, "check") == refusal(
        "nothing to look at: there is no airkust.toml", hint="name an overlay directory, a file, or -"
    )


def test_an_unknown_kubernetes_version_lists_those_there_are(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "validate", "sound", "--kubernetes-version", "1.12", cwd=overlays) == refusal(
        'there are no schemas of Kubernetes "1.12"',
        hint="choose one of 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37",
    )


def test_a_missing_schema_directory_is_named(airkust: Run, overlays: Path) -> None:
    assert said(airkust, "validate", "sound", "--schema-dir", "nowhere", cwd=overlays) == refusal(
        "--schema-dir nowhere: no such directory"
    )


def test_an_unknown_option_ends_with_the_code_of_wrong_usage(airkust: Run) -> None:
    assert said(airkust, "check", "--strickt")[0] == 2


def test_an_unknown_command_names_the_nearest(airkust: Run) -> None:
    assert "No such command 'chek'. Did you mean 'check'?" in said(airkust, "chek")[1]
