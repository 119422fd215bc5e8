"""`airkust validate` with the real kubeconform."""

import json
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, Run, refusal

pytestmark = pytest.mark.usefixtures("kubeconform")

VERSIONS = ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36", "1.37"]


def findings(airkust: Run, *arguments: str | Path, **options: object) -> list[tuple[str, str, str, str]]:
    """Rule, message, field and place of each finding."""
    report = json.loads(airkust("validate", "--output", "json", *arguments, **options).stdout)
    return [
        (each["rule"], each["message"], each["field"], f"{each['source']['file']}:{each['source']['line']}")
        for each in report["findings"]
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_sound_overlay_is_valid_for_every_kubernetes(airkust: Run, overlays: Path, version: str) -> None:
    ended = airkust("validate", "sound", "--kubernetes-version", version, cwd=overlays)
    assert (ended.returncode, ended.stdout) == (0, "sound: no findings; 2 objects\n")


@pytest.mark.parametrize("version", VERSIONS)
def test_our_own_overlays_are_valid_for_every_kubernetes(airkust: Run, version: str) -> None:
    ended = airkust("validate", "--kubernetes-version", version, cwd=REPOSITORY)
    assert (ended.returncode, ended.stdout.count("no findings")) == (0, 3)


def test_a_rejected_object_names_fields_and_lines(airkust: Run, overlays: Path) -> None:
    file = "unknown-field/deployment.yaml"
    assert findings(airkust, "unknown-field", cwd=overlays) == [
        ("invalid-manifest", "got string, want integer", "spec.replicas", f"{file}:6"),
        ("invalid-manifest", "unknown field", "spec.template.spec.containers[0].imagee", f"{file}:17"),
    ]


def test_a_rejected_object_ends_with_the_code_of_findings(airkust: Run, overlays: Path) -> None:
    assert airkust("validate", "unknown-field", cwd=overlays).returncode == 1


def test_a_kind_without_a_schema_is_an_error(airkust: Run, overlays: Path) -> None:
    assert findings(airkust, "custom-resource", cwd=overlays) == [
        (
            "unknown-kind",
            "Kubernetes 1.37 has no example.org/v1 Pool",
            "apiVersion",
            "custom-resource/pool.yaml:1",
        )
    ]


def test_a_schema_directory_makes_a_kind_known(airkust: Run, overlays: Path, fixtures: Path) -> None:
    schemas = fixtures / "schemas"
    assert airkust("validate", "custom-resource", "--schema-dir", schemas, cwd=overlays).returncode == 0


def test_a_schema_directory_is_strict(airkust: Run, overlays: Path, fixtures: Path) -> None:
    pool = (overlays / "custom-resource" / "pool.yaml").read_bytes().replace(b"slots", b"slotz")
    found = findings(airkust, "-", "--schema-dir", fixtures / "schemas", stdin=pool)
    assert found == [("invalid-manifest", "unknown field", "spec.slotz", "-:6")]


def test_a_removed_version_of_a_kind_names_the_one_to_use(airkust: Run) -> None:
    budget = b"apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n"
    assert "fix: Use policy/v1." in airkust("validate", "-", stdin=budget).stdout


def test_a_schema_that_is_broken_never_passes(airkust: Run, overlays: Path, tmp_path: Path) -> None:
    (tmp_path / "example.org").mkdir()
    (tmp_path / "example.org" / "pool_v1.json").write_text("{", encoding="utf-8")
    ended = airkust("validate", "custom-resource", "--schema-dir", tmp_path, cwd=overlays)
    assert (ended.returncode, ended.stderr) == refusal(
        "kubeconform did not judge Pool/workers: unexpected EOF",
        hint="is the schema of this kind in --schema-dir a JSON schema?",
        code=3,
    )


def test_a_secret_of_the_wrong_type_is_not_quoted(airkust: Run) -> None:
    secret = b"apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: hunter2\ntype: [hunter2]\n"
    ended = airkust("validate", "-", stdin=secret)
    assert "hunter2" not in ended.stdout + ended.stderr


def test_several_inputs_keep_their_order(airkust: Run, overlays: Path) -> None:
    ended = airkust("validate", "unknown-field", "sound", "custom-resource", cwd=overlays)
    assert [line.split()[0] for line in ended.stderr.splitlines()] == [
        "unknown-field",
        "sound",
        "custom-resource",
    ]


def test_more_than_one_batch_is_judged_document_by_document(airkust: Run) -> None:
    value = "v" * 1000
    objects = [
        f'{{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {{"name": "c{number}"}}, "data": '
        f'{{"k": {number if number == 4321 else json.dumps(value)}}}}}'
        for number in range(5000)
    ]
    found = findings(airkust, "-", stdin="\n---\n".join(objects).encode())
    assert found == [("invalid-manifest", "got number, want string", "data.k", "-:8643")]


def test_nothing_stays_in_the_temporary_directory(airkust: Run, overlays: Path, tmp_path: Path) -> None:
    airkust("validate", "sound", "unknown-field", cwd=overlays, TMPDIR=str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_version_of_the_settings_holds(airkust: Run, overlays: Path, tmp_path: Path) -> None:
    (tmp_path / "airkust.toml").write_text('kubernetes-version = "1.12"\n', encoding="utf-8")
    assert 'no schemas of Kubernetes "1.12"' in airkust("validate", overlays / "sound", cwd=tmp_path).stderr


def test_a_10_mb_manifest_is_judged(airkust: Run) -> None:
    document = '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c%d"}, "data": {"k": "%s"}}'
    data = "\n---\n".join(document % (number, "v" * 100_000) for number in range(100)).encode()
    ended = airkust("validate", "-", stdin=data)
    assert (ended.returncode, ended.stdout) == (0, "-: no findings; 100 objects\n")
