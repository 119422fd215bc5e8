"""The pages of docs/ that are made from what they describe."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def pages() -> dict[Path, str]:
    """Return every generated page as it should be now, by the file it belongs in."""
    from docs import cli, components, drills, mutations, rules  # noqa: PLC0415 -- they need the whole tool

    folder = ROOT / "docs"
    return {
        folder / "cli.md": cli.page(),
        folder / "components.md": components.page(ROOT),
        folder / "drills.md": drills.page(ROOT),
        folder / "mutations.md": mutations.page(ROOT),
        folder / "rules.md": rules.page(ROOT),
    }
