"""Are the generated pages what their generators make now?"""

from pathlib import Path

import pytest

from docs import pages


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_the_page_is_up_to_date(path: Path) -> None:
    assert path.read_text() == pages()[path], "run `make docs`"
