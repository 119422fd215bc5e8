"""How does one of our own overlays have to be damaged for a rule to fire?

`tests/rules/<rule>/mutation.yaml` says it as data:

    overlay: dev                          # ha-prod, unless said otherwise
    change:
      - in: Deployment/airflow-scheduler  # an object; `*` stands for a hash
        at: spec.replicas                 # a field, to set ...
        to: 1
      - in: ConfigMap/airflow-pod-template-*
        at: data["pod-template.yaml"].spec.containers.base.image   # ... or, without `to`, to take away
      - in: PodDisruptionBudget/airflow-scheduler                  # without `at` the object itself goes
      - add: {apiVersion: v1, kind: ...}
    facts: {database: {zones: 1}}         # what the site states instead; `change` may then be left out
    also:                                 # rules that rightly fire too, and why
      single-replica: the scheduler is alone as well

A name in a path finds the list item of that name, and a path goes on inside YAML that stands as text.
"""

import io
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests.rendered import ROOT

from airkust.model.field_path import Part, split

GOLDEN = ROOT / "tests/renderings/golden"

Document = dict[str, Any]


class MutationError(Exception):
    """A mutation does not fit the overlay: it would change nothing, or something else."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """What `mutation.yaml` says.

    Attributes:
        rule: The rule it is to make fire.
        overlay: The overlay that is damaged.
        changes: In the order they are made.
        facts: Put over those of the overlay's ha.yaml.
        also: Other rules that fire, each with the reason.
    """

    rule: str
    overlay: str
    changes: tuple[Document, ...]
    also: dict[str, str] = field(default_factory=dict)
    facts: Document = field(default_factory=dict)

    def __str__(self) -> str:
        return self.rule

    def rendering(self) -> bytes:
        """The damaged overlay, as YAML."""
        documents = golden(self.overlay)
        for change in self.changes:
            _change(documents, change)
        return _dump_all(documents)


def read(path: Path) -> Mutation:
    """Read one file.

    Raises:
        MutationError: It has a key that means nothing, no change, or gives no reason for another rule.
    """
    said = YAML(typ="safe").load(path)
    if unknown := set(said) - {"overlay", "change", "facts", "also"}:
        raise MutationError(f"{path}: unknown {', '.join(sorted(unknown))}")
    also = said.get("also", {})
    changes, facts = tuple(said.get("change", ())), said.get("facts", {})
    if not (changes or facts) or not all(also.values()):
        raise MutationError(f"{path}: no change, or a rule under also without a reason")
    return Mutation(path.parent.name, said.get("overlay", "ha-prod"), changes, also, facts)


def golden(overlay: str) -> list[Document]:
    """The objects of the committed rendering of an overlay."""
    return list(YAML(typ="safe").load_all(GOLDEN / f"{overlay}.yaml"))


def _change(documents: list[Document], change: Document) -> None:
    if "add" in change:
        documents.append(change["add"])
        return
    chosen = [document for document in documents if _is(document, change["in"])]
    if not chosen:
        raise MutationError(f"no object is called {change['in']}")
    for document in chosen:
        if "at" not in change:
            documents.remove(document)
            continue
        try:
            _edit(document, split(change["at"]), change)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise MutationError(f"{change['at']} leads nowhere in {change['in']}") from error


def _is(document: Document, name: str) -> bool:
    return fnmatchcase(f"{document['kind']}/{document['metadata']['name']}", name)


def _edit(parent: Any, path: tuple[Part, ...], change: Document) -> None:  # noqa: ANN401 -- any YAML
    first, *rest = path
    key = _position(parent, first) if isinstance(parent, list) else first
    if rest:
        if isinstance(parent[key], str):
            inner = YAML(typ="safe").load(parent[key])
            _edit(inner, tuple(rest), change)
            parent[key] = _dump_all([inner]).decode()
        else:
            _edit(parent[key], tuple(rest), change)
    elif "to" not in change:
        del parent[key]
    elif isinstance(parent, dict) and parent.get(key) == change["to"]:
        raise MutationError(f"{change['at']} of {change['in']} is {change['to']!r} already")
    else:
        parent[key] = change["to"]


def _position(items: list[Any], wanted: Part) -> int:
    if isinstance(wanted, int):
        return wanted
    return [item.get("name") for item in items].index(wanted)


def _dump_all(documents: list[Any]) -> bytes:
    stream = io.BytesIO()
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.dump_all(documents, stream)
    return stream.getvalue()
