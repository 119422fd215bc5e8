"""The cases of every rule: a folder per rule, a file per case, whose name starts with the verdict.

A case whose first line is `# external: Secret/a Secret/b` is judged with these declared.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from airkust.model.external import External, read_externals
from airkust.model.result import CheckResult, Outcome
from airkust.parse import parse
from airkust.rules import find
from airkust.rules.engine import run

FOLDER = Path(__file__).parent
MUTATION = "mutation.yaml"
"""Beside the cases: how one of our own overlays is damaged (mutations.py)."""

VERDICTS = {
    "bad": Outcome.FAIL,
    "good": Outcome.PASS,
    "skip": Outcome.SKIP,
    "unknown": Outcome.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Case:
    """A manifest and what its rule says about it: `bad.yaml`, `good-<why>.yaml`, `skip-<why>.yaml`."""

    rule: str
    path: Path

    def __str__(self) -> str:
        return f"{self.rule}/{self.path.name}"

    @property
    def expected(self) -> Outcome:
        return VERDICTS[self.path.stem.partition("-")[0]]

    def judge(self) -> CheckResult:
        """Run the rule alone; sources carry the name of the file and the line."""
        parsed = parse(self.path.read_bytes(), name=self.path.name)
        rendering = replace(parsed, external=self._external())
        return run(rendering, [find(self.rule)], read=lambda _: self.path.read_bytes())

    def _external(self) -> frozenset[External] | None:
        first = self.path.read_text(encoding="utf-8").partition("\n")[0]
        label, _, entries = first.partition(":")
        return read_externals(entries.split(), self.path.name) if label == "# external" else None


def folders() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_"))


def cases(folder: Path | None = None) -> list[Case]:
    """All cases, or those of one rule, in the order of their names."""
    chosen = [folder] if folder else folders()
    files = [path for each in chosen for path in sorted(each.glob("*.yaml")) if path.name != MUTATION]
    return [Case(path.parent.name, path) for path in files]
