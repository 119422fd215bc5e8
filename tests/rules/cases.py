"""The cases of every rule: a folder per rule, a file per case, whose name starts with the verdict.

A case may begin with `# external: Secret/a Secret/b` and `# facts: {cluster: {zones: 3}}`: both then hold.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from airkust.model.external import External, read_externals
from airkust.model.facts import Facts
from airkust.model.result import CheckResult, Outcome
from airkust.parse import parse, read_facts
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
        rendering = replace(parsed, external=self._external(), facts=self._facts())
        return run(rendering, [find(self.rule)], read=lambda _: self.path.read_bytes())

    def _external(self) -> frozenset[External] | None:
        entries = self._declared("external")
        return None if entries is None else read_externals(entries.split(), self.path.name)

    def _facts(self) -> Facts:
        return read_facts((self._declared("facts") or "").encode(), self.path.name)

    def _declared(self, label: str) -> str | None:
        for line in self.path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                return None
            if line.startswith(f"# {label}:"):
                return line.partition(":")[2]
        return None


def folders() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_"))


def cases(folder: Path | None = None) -> list[Case]:
    """All cases, or those of one rule, in the order of their names."""
    chosen = [folder] if folder else folders()
    files = [path for each in chosen for path in sorted(each.glob("*.yaml")) if path.name != MUTATION]
    return [Case(path.parent.name, path) for path in files]
