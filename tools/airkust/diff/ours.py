"""Which objects can be judged on both sides?

What is live holds more than what is rendered: Secrets that the site makes, Pods, ReplicaSets. A rule, or a
setting, that found those on one side only would call that a change.
"""

from collections.abc import Sequence
from dataclasses import replace

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.model import tree
from airkust.model.rendering import Rendering


def ours(before: Rendering, after: Rendering, objects: Sequence[ObjectDiff]) -> tuple[Rendering, Rendering]:
    """Both sides without what is on one of them only for another reason than the change.

    The first keeps what is rendered and what is rendered no more, the second what is rendered; neither keeps
    what could not be compared, or what a controller made.

    Args:
        before: What is live, of everything rendered and of all that was found besides.
        after: What would be, of everything rendered.
        objects: The differences between them.
    """
    failed = {each.id for each in objects if each.fate is Fate.FAILED}
    spoken_of = {each.id for each in objects} | {each.previous for each in objects} | set(after.by_id)
    return (
        replace(
            before,
            resources=tuple(
                each
                for each in before
                if each.id in spoken_of - failed
                and not tree.sequence(each.body, "metadata", "ownerReferences")
            ),
        ),
        replace(after, resources=tuple(each for each in after if each.id not in failed)),
    )
