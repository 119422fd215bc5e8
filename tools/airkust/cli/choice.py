"""What is an input judged by, and what is known besides its manifests?

Apart from judging.py, which imports all rules: a comparison with the cluster rarely needs them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from airkust.cli.facts import facts_of
from airkust.cli.gather import Gathered
from airkust.cli.inputs import Input
from airkust.model.external import External
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering

DEFAULT_PROFILE = Profile.HA
"""For inputs airkust.toml does not list: whoever asks wants to know what would not keep running."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is judged by which rules, as the command line has it.

    Attributes:
        profile: None for that of each input.
        external: Objects that the site makes, besides those of airkust.toml.
        facts: The file that states what no manifest says; None for that of each input.
    """

    profile: Profile | None
    only: Sequence[str]
    skip: Sequence[str]
    external: frozenset[External]
    facts: Path | None

    def profile_of(self, each: Input) -> Profile:
        """The profile an input is held to."""
        return self.profile or each.profile or DEFAULT_PROFILE

    def rendering(self, each: Gathered) -> Rendering:
        """An input with what is known besides its manifests.

        Raises:
            AirkustError: Its facts cannot be read.
        """
        external = _union(each.input.external, self.external)
        return replace(each.rendering, external=external, facts=facts_of(each.input, self.facts))


def _union(listed: frozenset[External] | None, declared: frozenset[External]) -> frozenset[External] | None:
    """Nothing declared anywhere is not the same as an empty declaration."""
    return (listed or frozenset()) | declared if declared or listed is not None else None
