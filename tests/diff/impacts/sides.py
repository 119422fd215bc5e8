"""Short ways to write what is live and what would be, for tests of consequences.

Fields are compared one by one and items of lists by their place: enough to say which fields differ.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from airkust.diff.change import Change, ChangeKind, Step
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.immutable import frozen_fields
from airkust.diff.impact import Impact
from airkust.diff.pairing import in_use, pair
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.parse import parse

GOLDEN = Path(__file__).parents[2] / "renderings/golden/ha-prod.yaml"


@dataclass(frozen=True, eq=False)
class Sides:
    """What the consequences are computed from."""

    before: Rendering
    after: Rendering
    objects: tuple[ObjectDiff, ...]

    def of(self, name: str) -> ObjectDiff:
        """The difference of the one object of that name."""
        [found] = [each for each in self.objects if each.id.name == name]
        return found


def sides(before: str, after: str) -> Sides:
    """Two states, as YAML."""
    return compared(_read(before), _read(after))


@cache
def production() -> str:
    """The golden rendering of ha-prod."""
    return GOLDEN.read_text()


def changed(text: str, *edits: tuple[str, str]) -> str:
    """A text with some parts replaced, each of which must stand in it."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def in_document(text: str, kind: str, name: str, *edits: tuple[str, str]) -> str:
    """The same within the one document of that kind and name."""
    documents = text.split("\n---\n")
    [place] = [
        number
        for number, document in enumerate(documents)
        if f"\nkind: {kind}\n" in f"\n{document}" and f"\n  name: {name}\n" in f"{document}\n"
    ]
    documents[place] = changed(documents[place], *edits)
    return "\n---\n".join(documents)


def without(text: str, kind: str, name: str) -> str:
    """The stream without a document."""
    kept = [
        document
        for document in text.split("\n---\n")
        if not (f"\nkind: {kind}\n" in f"\n{document}" and f"\n  name: {name}\n" in f"{document}\n")
    ]
    return "\n---\n".join(kept)


def compared(before: Rendering, after: Rendering) -> Sides:
    """Two renderings and the differences between them."""
    created = [each for each in after.by_id if each not in before.by_id]
    gone = [each for each in before.by_id if each not in after.by_id]
    previous = pair(created, gone, used=in_use(before))
    objects = [replace(_diff(before, each), previous=previous.get(each.id)) for each in after]
    objects += [ObjectDiff(each, Fate.ORPHANED, live=before.by_id[each].body) for each in gone]
    return Sides(before, after, tuple(objects))


def changes(before: object, after: object, path: tuple[Step, ...] = ()) -> Iterator[Change]:
    """The fields in which two values differ."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in {**before, **after}:
            if key not in after:
                yield Change((*path, key), ChangeKind.REMOVED, before=before[key])
            elif key not in before:
                yield Change((*path, key), ChangeKind.ADDED, after=after[key])
            else:
                yield from changes(before[key], after[key], (*path, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from changes(old, new, (*path, number))
    elif before != after:
        yield Change(path, ChangeKind.CHANGED, before=before, after=after)


def messages(impacts: Iterator[Impact] | tuple[Impact, ...]) -> list[str]:
    """Subject and message of each."""
    return [f"{impact.subject}: {impact.message}" for impact in impacts]


@cache
def _read(text: str) -> Rendering:
    return parse(text.encode(), name="test")


def _diff(before: Rendering, new: Resource) -> ObjectDiff:
    live = before.by_id.get(new.id)
    if live is None:
        return ObjectDiff(new.id, Fate.CREATED, predicted=new.body)
    found = tuple(changes(live.body, new.body))
    if not found:
        return ObjectDiff(new.id, Fate.SAME)
    fate = Fate.RECREATED if frozen_fields(new.id, found, live.body) else Fate.CHANGED
    return ObjectDiff(new.id, fate, found, live=live.body, predicted=new.body)
