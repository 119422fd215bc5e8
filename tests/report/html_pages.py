"""Pages of `airkust report`, and a reader that sees them as a strict browser would."""

from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from airkust.model.facts import Facts
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.parse import parse, read_facts
from airkust.report.html import About, render
from airkust.rules import check

ROOT = Path(__file__).parents[2]
ABOUT = About(Profile.HA, "2026-01-02", "0.1.0")
FACTS = ROOT / "overlays/ha-prod/ha.yaml"
VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})

GOLDEN = ("ha-prod", "dev", "okteto")


def rendering(text: str, facts: Facts | None = None) -> Rendering:
    return replace(parse(text.encode(), name="test.yaml"), facts=facts or Facts())


def page_of(manifests: Rendering, about: About = ABOUT) -> str:
    return render(manifests, check(manifests, profile=Profile.HA), about)


def page(text: str, facts: Facts | None = None) -> str:
    """The page about these manifests."""
    return page_of(rendering(text, facts))


def golden(name: str) -> Rendering:
    """One of our overlays as it was last rendered, with the facts of ha-prod."""
    text = (ROOT / f"tests/renderings/golden/{name}.yaml").read_text()
    facts = read_facts(FACTS.read_bytes(), str(FACTS)) if name == "ha-prod" else None
    return rendering(text, facts)


@cache
def golden_page(name: str) -> str:
    return page_of(golden(name))


@dataclass
class Element:
    """A start tag, where it stands, and the text inside."""

    tag: str
    attributes: dict[str, str]
    inside: tuple["Element", ...]
    text: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


class Reader(HTMLParser):
    """Collects elements, and fails on a tag that is not closed, or closed in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text.append(data)

    def close(self) -> None:
        super().close()
        assert [element.tag for element in self._open] == []


def read(text: str) -> list[Element]:
    """The elements of a page in their order."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader.elements


def all_of(text: str, tag: str) -> list[Element]:
    return [element for element in read(text) if element.tag == tag]
