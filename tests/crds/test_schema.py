"""Are the schemas of other projects' kinds what tools/crds makes, and can a definition be made of each?"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.rendered import ROOT, SCENARIOS, documents

from crds.schema import ABOUT, definition_of, file_of, strict
from crds.sources import SOURCES

SCHEMAS = ROOT / "tests" / "schemas"
FILES = sorted(SCHEMAS.glob("*/*.json"))
NAMES = [str(file.relative_to(SCHEMAS)) for file in FILES]


def read(file: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(file.read_bytes())
    return schema


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_definition_is_made_of_it_and_makes_it_again(file: Path) -> None:
    definition = definition_of(read(file))
    assert strict(definition) == read(file)
    assert file_of(definition) == str(file.relative_to(SCHEMAS))


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_misspelled_field_of_its_spec_is_refused(file: Path) -> None:
    assert read(file)["properties"]["spec"]["additionalProperties"] is False


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_scenario_uses_its_kind(file: Path) -> None:
    about = read(file)[ABOUT]
    used = {(found["apiVersion"], found["kind"]) for name in SCENARIOS for found in documents(name)}
    assert (f"{about['group']}/{about['version']}", about["names"]["kind"]) in used


def test_there_is_one_for_each_kind_of_the_sources() -> None:
    kinds = {kind for source in SOURCES for kind in source.kinds}
    assert {read(file)[ABOUT]["names"]["kind"] for file in FILES} == kinds


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.module)
def test_the_readme_names_its_version(source: Any) -> None:  # noqa: ANN401 -- a value of SOURCES
    version = source.module.partition("@v")[2]
    assert f"| {version} |" in (SCHEMAS / "README.md").read_text()
