"""What is a rule?"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering


@dataclass(frozen=True, slots=True)
class Skip:
    """A rule yields this where it does not apply, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A rule yields this where the manifests cannot tell, with the fact that is missing."""

    fact: str


SECTIONS = ("Why", "Fix", "See")

Verdict = Violation | Skip | Unknown
Check = Callable[[Rendering], Iterable[Verdict]]


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """The docstring of a rule, in parts. `see` holds one reference per item."""

    summary: str
    why: str
    fix: str
    see: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """What can be explained, skipped and asked for by its name.

    Attributes:
        name: The defect in kebab case, so that "allow <name>" reads well. The only identifier.
        profile: The first profile that runs it.
    """

    name: str
    severity: Severity
    profile: Profile

    @property
    def module(self) -> str:
        """The module whose docstring describes it."""
        raise NotImplementedError

    @property
    def family(self) -> str:
        """The folder the module stands in."""
        return self.module.rsplit(".", 2)[-2]

    @property
    def doc(self) -> RuleDoc:
        """What the module's docstring says."""
        return parse_doc(sys.modules[self.module].__doc__ or "")


@dataclass(frozen=True, slots=True)
class Rule(Described):
    """One judgement of a rendering."""

    check: Check

    @property
    def module(self) -> str:
        return self.check.__module__


def parse_doc(text: str) -> RuleDoc:
    """Split a rule's docstring into its sections: the summary, then Why:, Fix: and See:.

    Line breaks inside a section become spaces, except in See, where each line is a reference.
    """
    sections: dict[str, list[str]] = {"": []}
    current = ""
    for line in text.strip().splitlines():
        heading, colon, rest = line.partition(":")
        starts = bool(colon) and heading in SECTIONS
        current = heading if starts else current
        sections.setdefault(current, []).append((rest if starts else line).strip())
    joined = {name: " ".join(part for part in lines if part) for name, lines in sections.items()}
    see = tuple(line for line in sections.get("See", []) if line)
    return RuleDoc(joined[""], joined.get("Why", ""), joined.get("Fix", ""), see)
