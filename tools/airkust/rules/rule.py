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
class Rule:
    """One judgement.

    Attributes:
        name: The defect in kebab case, so that "allow <name>" reads well. The only identifier.
        profile: The first profile that runs it.
    """

    name: str
    severity: Severity
    profile: Profile
    check: Check

    @property
    def family(self) -> str:
        """The folder the rule stands in."""
        return self.check.__module__.rsplit(".", 2)[-2]

    @property
    def doc(self) -> RuleDoc:
        """What the rule's docstring says."""
        return parse_doc(sys.modules[self.check.__module__].__doc__ or "")


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
