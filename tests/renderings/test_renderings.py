"""Is every overlay and scenario what reviewers have read? The golden files are written by `make golden`."""

from pathlib import Path

import pytest
from tests.rendered import OVERLAYS, SCENARIOS, folder, rendered

GOLDEN = Path(__file__).parent / "golden"
HEAD = "# Written by `make golden`: do not edit. What `kubectl kustomize {}` prints.\n"


@pytest.mark.parametrize("overlay", [*OVERLAYS, *SCENARIOS])
def test_the_rendering_is_the_golden_file(overlay: str, *, update_golden: bool) -> None:
    golden = GOLDEN / f"{overlay}.yaml"
    text = HEAD.format(folder(overlay)) + rendered(overlay)
    if update_golden:
        golden.write_text(text)
    assert golden.read_text() == text, "run `make golden`, and say in the commit why the effect changed"


def test_no_golden_file_is_left_of_what_is_gone() -> None:
    assert {path.stem for path in GOLDEN.glob("*.yaml")} == {*OVERLAYS, *SCENARIOS}
