"""What does `airkust report` look like in a real browser?

With --update-golden the pictures are those of docs/report.md; else they are left in build/report.

It needs no cluster, but Chromium, which `make lab-setup` installs: hence its place beside the tests that need
both.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cluster.kubectl import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DAY = "1795651200"  # seconds since 1970: a picture does not change because a day has gone
LIGHT, DARK = "1", "0"  # preferredColorScheme of Blink
PHONE, DESK = "390,1500", "1280,2080"
SMALLEST, LARGEST = 10_000, 400_000  # bytes of a picture; an empty page has fewer

MEASURE = """
<script>
  const wide = [...document.querySelectorAll("body *")].filter(
    (e) => !e.closest(".wide, .skip, .signs, thead") && e.getBoundingClientRect().right > innerWidth + 1);
  document.title = JSON.stringify({
    overflows: document.documentElement.scrollWidth > innerWidth,
    wide: wide.map((e) => e.outerHTML.slice(0, 120)),
    font: parseFloat(getComputedStyle(document.body).fontSize),
    page: getComputedStyle(document.body).backgroundColor,
    boxes: document.querySelectorAll(".graph rect").length,
  });
</script>
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of ha-prod."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    subprocess.run(
        [sys.executable, "-m", "airkust", "report", "overlays/ha-prod", "-o", file],
        check=True, cwd=ROOT, capture_output=True, env=os.environ | {"SOURCE_DATE_EPOCH": DAY},
    )  # fmt: skip
    return file


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command line of a browser without a window, on a profile of its own."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, f"this test needs a browser: none of {', '.join(BROWSERS)} is on PATH (Debian: chromium)"
    profile = tmp_path_factory.mktemp("profile")
    return [
        found, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={profile}",
    ]  # fmt: skip


@pytest.fixture
def pictures(update_golden: bool) -> Path:  # noqa: FBT001 -- a fixture
    """Where pictures go."""
    folder = ROOT / "docs" / "images" if update_golden else ROOT / "build" / "report"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def look(browser: list[str], page: Path, size: str, scheme: str, option: str) -> str:
    """Open a page in a window of that size; return what the browser prints."""
    window = [f"--window-size={size}", f"--blink-settings=preferredColorScheme={scheme}"]
    return subprocess.run(
        [*browser, *window, option, page.as_uri()],
        check=True, capture_output=True, text=True, timeout=180,
    ).stdout  # fmt: skip


def shot(browser: list[str], page: Path, picture: Path, size: str, scheme: str) -> int:
    """Take a picture; return its size in bytes."""
    picture.unlink(missing_ok=True)
    look(browser, page, size, scheme, f"--screenshot={picture}")
    return picture.stat().st_size


def measured(browser: list[str], page: Path, size: str, scheme: str) -> dict[str, object]:
    """What a script sees in a copy of the page that allows one, with everything folded out."""
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text())
    copy = page.with_name("measured.html")
    copy.write_text(text.replace("<details", "<details open").replace("</body>", f"{MEASURE}</body>"))
    dom = look(browser, copy, size, scheme, "--dump-dom")
    found = re.search(r"<title>(\{.*?\})</title>", dom, re.DOTALL)
    assert found, dom[:2000]
    answer: dict[str, object] = json.loads(
        found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )
    return answer


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_reaches_beyond_the_window(browser: list[str], page: Path, size: str) -> None:
    seen = measured(browser, page, size, LIGHT)
    assert (seen["overflows"], seen["wide"]) == (False, [])


def test_text_is_as_large_as_the_reader_wants_it(browser: list[str], page: Path) -> None:
    assert measured(browser, page, PHONE, LIGHT)["font"] == 16


def test_light_and_dark_follow_the_reader(browser: list[str], page: Path) -> None:
    grounds = [measured(browser, page, DESK, scheme)["page"] for scheme in (LIGHT, DARK)]
    assert grounds == ["rgb(255, 255, 255)", "rgb(20, 23, 28)"]


def test_the_topology_is_drawn(browser: list[str], page: Path) -> None:
    boxes = measured(browser, page, DESK, LIGHT)["boxes"]
    assert isinstance(boxes, int)
    assert boxes > 8


VIEWS = {
    "report-desk-light": (DESK, LIGHT),
    "report-desk-dark": (DESK, DARK),
    "report-phone-light": (PHONE, LIGHT),
    "report-phone-dark": (PHONE, DARK),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_is_taken(browser: list[str], page: Path, pictures: Path, name: str) -> None:
    assert SMALLEST < shot(browser, page, pictures / f"{name}.png", *VIEWS[name]) < LARGEST


def test_a_picture_of_the_faults_is_taken(browser: list[str], page: Path, pictures: Path) -> None:
    text = page.read_text()
    head, _, rest = text.partition("<header>")
    _, _, faults = rest.partition('<section aria-labelledby="faults">')
    faults, _, _ = faults.partition('<section aria-labelledby="findings">')
    for title in ("One node is lost", "The database fails over"):
        before, found, after = faults.partition(f'<summary><span class="title">{title}<')
        assert found, title
        at = before.rindex(">")
        faults = f"{before[:at]} open{before[at:]}{found}{after}"
    copy = page.with_name("faults.html")
    copy.write_text(f'{head}<main id="main"><section aria-labelledby="faults">{faults}</main></body></html>')
    assert SMALLEST < shot(browser, copy, pictures / "report-faults.png", "1280,1700", LIGHT) < LARGEST
