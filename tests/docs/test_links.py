"""Does every relative link in our Markdown lead to a file?"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
    check=True, capture_output=True, text=True, cwd=ROOT,
).stdout  # fmt: skip
PAGES = sorted(LISTED.split())


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_to_a_file(page: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text(), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    relative = [target for target in targets if "://" not in target]
    assert [target for target in relative if not (ROOT / page).parent.joinpath(target).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_path_named_in_the_readme_tree_exists(page: str) -> None:
    named = re.findall(
        r"`((?:base|components|overlays|tools|docs|docker)/[\w./-]+)`", (ROOT / page).read_text()
    )
    missing = [path for path in named if not list(ROOT.glob(path.rstrip("/")))]
    assert [path for path in missing if not is_made(path)] == []


def is_made(path: str) -> bool:
    """Whether a user's machine makes the file, so that git ignores it."""
    return subprocess.run(["git", "check-ignore", "--quiet", path], check=False, cwd=ROOT).returncode == 0


def test_every_document_is_in_the_table_of_contents() -> None:
    listed = re.findall(r"\]\(([\w.-]+\.md)\)", (ROOT / "docs/README.md").read_text())
    assert sorted({*listed, "README.md"}) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))
