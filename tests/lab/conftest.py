"""A lab that runs nothing yet, in a directory of its own."""

from pathlib import Path

import pytest

from lab.layout import Lab


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(number=9, state=tmp_path / "state", cache=tmp_path / "cache")
