"""Large, deep and multiplying inputs end in a result or in one clear line, within two gigabytes of memory."""

import subprocess
from collections.abc import Callable

import pytest
from tests.conftest import AIRKUST

KILOBYTES = 2_000_000
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c{0}}}\ndata: {{text: '{1}'}}\n---\n"

Checked = Callable[[str], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def checked() -> Checked:
    """Runs `airkust check -` with a bound on its memory. A minute is no limit of speed: it ends a hang."""

    def run(manifests: str) -> "subprocess.CompletedProcess[str]":
        bounded = f'ulimit -v {KILOBYTES} && exec "$0" check -'
        argv = ["bash", "-c", bounded, str(AIRKUST)]
        return subprocess.run(argv, input=manifests, capture_output=True, text=True, timeout=120, check=False)

    return run


def test_ten_megabytes_are_judged(checked: Checked) -> None:
    ended = checked("".join(CONFIG_MAP.format(number, "x" * 1000) for number in range(9_500)))
    assert (ended.returncode, "9500 objects" in ended.stdout) == (0, True), ended.stderr


@pytest.mark.parametrize(
    ("manifests", "complaint"),
    [
        ("[" * 100_000, "nested deeper than 200 levels"),
        ("a: " + "{a: " * 50_000, "nested deeper than 200 levels"),
        ("x: '" + "y" * 70_000_000 + "'", "more than the 32 MiB"),
        (
            "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "".join(
                f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n"
                for a, b in zip("abcdefghi", "bcdefghij", strict=True)
            ),
            "aliases",
        ),
        (
            "a: &a {k: v}\n"
            + "".join(
                f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}], {b}: 1}}\n"
                for a, b in zip("abcdefghi", "bcdefghij", strict=True)
            ),
            "",
        ),
    ],
    ids=["deep list", "deep mapping", "seventy megabytes", "aliases", "merge keys"],
)
def test_what_is_too_much_is_refused_in_one_line(checked: Checked, manifests: str, complaint: str) -> None:
    ended = checked(manifests)
    assert (ended.returncode, "Traceback" in ended.stderr, complaint in ended.stderr) == (2, False, True), (
        ended.stderr[-600:]
    )
