"""What does the user see while something is being done?"""

import io
import re

import pytest

from lab.progress import Progress


def test_a_step_is_one_line_with_its_time() -> None:
    out = io.StringIO()
    with Progress(out).step("API server"):
        pass
    assert re.fullmatch(r" +\d+\.\d s  API server\n", out.getvalue())


def test_a_failed_step_says_so() -> None:
    out = io.StringIO()
    with pytest.raises(ValueError, match="no"), Progress(out).step("API server"):
        raise ValueError("no")
    assert out.getvalue() == " failed    API server\n"
