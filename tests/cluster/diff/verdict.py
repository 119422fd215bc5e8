"""What did one run of `airkust diff --output json` say?

The only place that knows the shape of the document.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from tests.cluster.kubectl import wait_until
from tests.conftest import Run

Object = Mapping[str, Any]

KEY = {"AIRKUST_DIFF_KEY": "a key of these tests' own"}
"""In place of the file that a user's runs would share."""


@dataclass(frozen=True)
class Verdict:
    """An exit code and what stands in the document.

    Attributes:
        code: 0 same, 1 differs, 2 error or incomplete, 3 gate failed.
        document: As `diff-v1.schema.json` describes it; empty when nothing was printed.
        stderr: What a person was told beside it.
    """

    code: int
    stderr: str
    document: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, ended: CompletedProcess[str]) -> "Verdict":
        document = json.loads(ended.stdout) if ended.stdout else {}
        return cls(ended.returncode, ended.stderr, document)

    @property
    def comparison(self) -> Mapping[str, Any]:
        """That of the only input."""
        (one,) = self.document["comparisons"]
        return dict(one)

    @property
    def objects(self) -> dict[str, Object]:
        """Every object by `Kind/name`."""
        found = self.comparison["objects"]
        return {f"{each['id']['kind']}/{each['id']['name']}": each for each in found}

    @property
    def fates(self) -> dict[str, str]:
        """What happens to each object."""
        return {name: each["fate"] for name, each in self.objects.items()}

    @property
    def differing(self) -> dict[str, str]:
        """What happens to those that do not stay as they are."""
        return {name: fate for name, fate in self.fates.items() if fate != "same"}

    @property
    def approximate(self) -> dict[str, str]:
        """The objects the API server was not asked about, and why."""
        return {name: each["approximate"] for name, each in self.objects.items() if each["approximate"]}

    @property
    def errors(self) -> list[str]:
        """What went wrong besides single objects."""
        return list(self.comparison["errors"])

    @property
    def impacts(self) -> list[Mapping[str, Any]]:
        """What the changes lead to."""
        return list(self.comparison["impacts"])

    def changes(self, name: str) -> dict[str, tuple[Any, Any]]:
        """Each field of an object that changes, with what it was and what it will be."""
        return {each["field"]: (each["before"], each["after"]) for each in self.objects[name]["changes"]}

    def causes(self, name: str) -> dict[str, tuple[str, str]]:
        """Each field of an object that changes, with the kind of the cause and the manager behind it."""
        return {
            each["field"]: (each["cause"]["kind"], each["cause"]["manager"])
            for each in self.objects[name]["changes"]
        }


@dataclass(frozen=True)
class Differ:
    """`airkust diff`, asked by one user about one namespace.

    Attributes:
        run: The console script.
        kubeconfig: Who asks which cluster.
        namespace: For what names none.
    """

    run: Run
    kubeconfig: Path
    namespace: str

    def __call__(
        self, *arguments: str | Path, kubeconfig: Path | None = None, **variables: str | None
    ) -> CompletedProcess[str]:
        """Run it with these arguments; the variables are those of the environment."""
        asked = ["--kubeconfig", kubeconfig or self.kubeconfig, "--namespace", self.namespace]
        return self.run("diff", *arguments, *asked, **(KEY | variables))

    def verdict(
        self, *arguments: str | Path, kubeconfig: Path | None = None, **variables: str | None
    ) -> Verdict:
        """What it says to programs."""
        return Verdict.of(self(*arguments, "--output", "json", kubeconfig=kubeconfig, **variables))

    def settled(self, *arguments: str | Path, kubeconfig: Path | None = None) -> Verdict:
        """The first verdict in which every object could be compared.

        For what the API server learns a moment later, such as a new custom resource definition.
        """
        found = wait_until(
            lambda: [one for one in [self.verdict(*arguments, kubeconfig=kubeconfig)] if one.code != 2],
            "a complete comparison",
            deadline=30,
        )
        return found[0]
