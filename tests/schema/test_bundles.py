"""The schemas kubeconform reads are complete in themselves."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from airkust.errors import UsageError
from airkust.schema.bundles import available_versions, bundle_path, ensure_bundle, require_version


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_bundle("1.37", tmp_path_factory.mktemp("cache"))


def references(node: Any) -> Iterator[str]:  # noqa: ANN401 -- JSON
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in children:
        if key == "$ref" and isinstance(value, str):
            yield value
        yield from references(value)


def test_the_promised_versions_are_there() -> None:
    assert available_versions() == ("1.31", "1.32", "1.33", "1.34", "1.35", "1.36", "1.37")


def test_no_schema_refers_outside_itself(bundle: Path) -> None:
    dangling = {
        (file.name, reference)
        for file in bundle.iterdir()
        for schema in (json.loads(file.read_bytes()),)
        for reference in references(schema)
        if reference.removeprefix("#/$defs/") not in schema["$defs"]
    }
    assert dangling == set()


def test_a_property_called_ref_stays_one(bundle: Path) -> None:
    crd = json.loads((bundle / "customresourcedefinition-apiextensions-v1.json").read_bytes())
    props = crd["$defs"]["io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps"]
    assert isinstance(props["properties"]["$ref"], dict)


def test_a_property_called_description_stays_one(bundle: Path) -> None:
    priority = json.loads((bundle / "priorityclass-scheduling-v1.json").read_bytes())
    assert "description" in priority["properties"]


def test_unknown_fields_are_refused_by_each_kind(bundle: Path) -> None:
    deployment = json.loads((bundle / "deployment-apps-v1.json").read_bytes())
    assert deployment["additionalProperties"] is False


def test_a_part_of_a_kind_is_no_kind(bundle: Path) -> None:
    assert not (bundle / "affinity-v1.json").exists()


def test_a_bundle_is_made_once(tmp_path: Path) -> None:
    first = ensure_bundle("1.37", tmp_path)
    made = first.stat().st_mtime_ns
    assert ensure_bundle("1.37", tmp_path).stat().st_mtime_ns == made


def test_nothing_unfinished_stays_in_the_cache(bundle: Path) -> None:
    assert [entry.name for entry in bundle.parent.iterdir()] == ["v1.37.0-standalone-strict"]


def test_a_cut_off_run_does_not_count_as_made(tmp_path: Path) -> None:
    (bundle_path("1.37", tmp_path).parent / ".making-x").mkdir(parents=True)
    assert (ensure_bundle("1.37", tmp_path) / "deployment-apps-v1.json").is_file()


@pytest.mark.parametrize("written", ["1.33", "v1.33", "1.33.4", "v1.33.4"])
def test_a_version_may_be_written_as_kubernetes_does(written: str) -> None:
    assert require_version(written) == "1.33"


def test_no_version_means_the_newest() -> None:
    assert require_version(None) == available_versions()[-1]


@pytest.mark.parametrize("written", ["1.30", "2.0", "latest", "", "1.33\n", "../1.33"])
def test_an_unknown_version_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        require_version(written)
