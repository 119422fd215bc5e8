"""kustomize's refusals in the reader's words, and never with the data of a Secret."""

import os
from pathlib import Path

import pytest

from airkust.errors import InputError
from airkust.render import render
from airkust.workspace.kubectl import kubectl

SECRET = "hunter2"  # noqa: S105 -- the word that must not come out
SECRET_OBJECT = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\nstringData: {{password: {SECRET}}}\n"


def overlay(directory: Path, kustomization: str, **files: str) -> Path:
    """An overlay with the files given by stem."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "kustomization.yaml").write_text(kustomization, encoding="utf-8")
    for stem, text in files.items():
        (directory / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return directory


def refusal(directory: Path) -> InputError:
    """What rendering it raises."""
    with pytest.raises(InputError) as refused:
        render(directory, kubectl=kubectl())
    return refused.value


@pytest.mark.parametrize(
    ("kustomization", "files"),
    [
        (f"secretGenerator: [{{name: a, literals: [{SECRET}]}}]", {}),
        (
            f'resources: [a.yaml]\npatches: [{{patch: "kind: Secret\\npassword: {SECRET}"}}]',
            {"a": SECRET_OBJECT},
        ),
        (
            f'resources: [a.yaml]\npatches: [{{target: {{kind: Secret}}, patch: "[{{op: {SECRET}}}]"}}]',
            {"a": SECRET_OBJECT},
        ),
        (
            "resources: [a.yaml]\npatches: [{path: b.yaml}]",
            {"a": SECRET_OBJECT, "b": SECRET_OBJECT.replace(f"{{password: {SECRET}}}", f"[{SECRET}]")},
        ),
        ("resources: [a.yaml]", {"a": SECRET_OBJECT.replace("name: a", f"nome: {SECRET}")}),
        ("resources: [a.yaml]", {"a": f"{SECRET_OBJECT}stringData: {{password: {SECRET}}}\n"}),
        ("resources: [a.yaml]", {"a": f"{SECRET_OBJECT} {SECRET}: x: {SECRET}\n"}),
        ("resources: [a.yaml]", {"a": f"{SECRET} {SECRET}\n"}),
    ],
    ids=[
        "literal",
        "inline-patch",
        "json-patch",
        "patch-file",
        "no-name",
        "duplicate-key",
        "invalid-yaml",
        "no-object",
    ],
)
def test_no_refusal_quotes_a_secret(tmp_path: Path, kustomization: str, files: dict[str, str]) -> None:
    error = refusal(overlay(tmp_path / "o", kustomization, **files))
    assert SECRET not in f"{error.message} {error.hint}"


def test_the_innermost_kustomization_is_named(tmp_path: Path) -> None:
    overlay(tmp_path / "base", "resources: [nowhere.yaml]")
    message = refusal(overlay(tmp_path / "over", "resources: [../base]")).message
    base = os.path.relpath(tmp_path / "base" / "kustomization.yaml")
    assert message == (
        f"{tmp_path / 'over'}: cannot be built: {base}: nowhere.yaml: no such file or directory"
    )


def test_a_broken_file_of_a_component_is_named(tmp_path: Path) -> None:
    component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]\n"
    overlay(tmp_path / "part", component, a="a: [b\n")
    message = refusal(overlay(tmp_path / "over", "components: [../part]")).message
    assert os.path.relpath(tmp_path / "part" / "a.yaml") in message


def test_a_patch_for_a_missing_object_says_so(tmp_path: Path) -> None:
    patch = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: nobody}\n"
    directory = overlay(
        tmp_path / "o", "resources: [a.yaml]\npatches: [{path: b.yaml}]", a=SECRET_OBJECT, b=patch
    )
    assert refusal(directory).hint == "the patch names an object that nothing above it makes"


def test_a_component_given_as_overlay_says_where_it_belongs(tmp_path: Path) -> None:
    component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamespace: a\n"
    hint = refusal(overlay(tmp_path / "o", component)).hint
    assert hint == "list it under components: in an overlay, and give that overlay"


def test_a_file_outside_the_overlay_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SECRET_OBJECT, encoding="utf-8")
    hint = refusal(overlay(tmp_path / "o", "resources: [../a.yaml]")).hint
    assert hint == "kustomize reads files only at or below the directory that names them"


def test_an_overlay_that_includes_itself_says_so(tmp_path: Path) -> None:
    hint = refusal(overlay(tmp_path / "o", "resources: [../o]")).hint
    assert hint == "an overlay, base or component must not include itself"


def test_a_helm_chart_is_not_rendered(tmp_path: Path) -> None:
    hint = refusal(overlay(tmp_path / "o", "helmCharts: [{name: a}]")).hint
    assert hint == "render the chart to a file first: airkust never runs helm"


def test_a_plugin_is_not_run(tmp_path: Path) -> None:
    plugin = "apiVersion: x/v1\nkind: G\nmetadata: {name: a}\n"
    hint = refusal(overlay(tmp_path / "o", "generators: [a.yaml]", a=plugin)).hint
    assert hint == "airkust runs no plugin: render its objects to a file first"
