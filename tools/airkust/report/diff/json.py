"""How does a comparison look to a program?"""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import resources
from typing import Any, Final

from airkust.diff.change import Cause, Change, Ignored, Item, Path, Step
from airkust.diff.comparison import Against, Comparison, ObjectDiff, SettingChange
from airkust.diff.impact import Impact
from airkust.model.resource import ResourceId, Source
from airkust.report.diff import words, yaml_lines

SCHEMA: Final = "airkust/diff/v1"
"""Fields may be added under this name; one that changes its meaning or goes makes a v2."""

Object = dict[str, Any]


def render(comparisons: Sequence[Comparison], *, now: datetime) -> str:
    """The document described by `diff-v1.schema.json` beside this file. Ends in a newline.

    Args:
        comparisons: One per input.
        now: When the report is made.
    """
    document = {
        "schema": SCHEMA,
        "at": _time(now),
        "comparisons": [_comparison(each) for each in comparisons],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON schema of what `render` writes."""
    text = resources.files(__package__).joinpath("diff-v1.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _comparison(comparison: Comparison) -> Object:
    return {
        "input": comparison.input,
        "against": _against(comparison.against),
        "differs": comparison.differs,
        "complete": comparison.complete,
        "summary": {
            **{str(fate): number for fate, number in words.fates(comparison)},
            "drifted": sum(words.has_drifted(each) for each in comparison.objects),
        },
        "impacts": [_impact(each) for each in comparison.impacts],
        "settings": [_setting(each) for each in comparison.settings],
        "objects": [_object(each) for each in comparison.objects],
        "errors": list(comparison.errors),
    }


def _against(against: Against) -> Object:
    return {
        "cluster": against.cluster,
        "version": against.version,
        "at": _time(against.at),
        "snapshot": against.snapshot,
        "base": against.base,
    }


def _impact(impact: Impact) -> Object:
    return {
        "kind": impact.kind,
        "severity": impact.severity,
        "gate": impact.gate,
        "subject": _identity(impact.subject),
        "message": impact.message,
        "seconds": None if impact.seconds is None else [_value(each) for each in impact.seconds],
        "because": [_identity(each) for each in impact.because],
        "rule": impact.rule,
        "fix": impact.fix,
    }


def _setting(change: SettingChange) -> Object:
    return {
        "section": change.section,
        "key": change.key,
        "components": list(change.components),
        "before": change.before,
        "after": change.after,
    }


def _object(each: ObjectDiff) -> Object:
    return {
        "id": _identity(each.id),
        "fate": each.fate,
        "source": _source(each.source),
        "previous": None if each.previous is None else _identity(each.previous),
        "approximate": each.approximate,
        "error": each.error,
        "warnings": list(each.warnings),
        "changes": [_change(change) for change in each.changes],
        "ignored": [_ignored(ignored) for ignored in each.ignored],
        "live": _value(each.live),
        "predicted": _value(each.predicted),
    }


def _change(change: Change) -> Object:
    return {
        "field": change.field,
        "path": _path(change.path),
        "kind": change.kind,
        "before": _value(change.before),
        "after": _value(change.after),
        "place": change.place,
        "orderMatters": change.order_matters,
        "standing": change.standing,
        "cause": None if change.cause is None else _cause(change.cause),
        "inner": [_change(each) for each in change.inner],
    }


def _cause(cause: Cause) -> Object:
    at = None if cause.at is None else _time(cause.at)
    return {"kind": cause.kind, "manager": cause.manager, "at": at, "note": cause.note}


def _ignored(ignored: Ignored) -> Object:
    return {"field": ignored.field, "path": _path(ignored.path), "rule": ignored.rule}


def _path(path: Path) -> list[object]:
    return [_step(step) for step in path]


def _step(step: Step) -> object:
    """A key, an index, or the keys that an item is known by."""
    if isinstance(step, Item):
        return {"item": {name: _value(value) for name, value in step.keys}}
    return step


def _identity(identity: ResourceId) -> Object:
    return {
        "apiGroup": identity.api_group,
        "kind": identity.kind,
        "namespace": identity.namespace,
        "name": identity.name,
    }


def _source(source: Source | None) -> Object | None:
    return None if source is None else {"file": source.file, "line": source.line}


def _time(at: datetime) -> str:
    return words.zoned(at).isoformat()


def _value(value: Any) -> Any:  # noqa: ANN401 -- whatever the object holds
    """The value as JSON can hold it."""
    if isinstance(value, Item):
        return _step(value)
    if isinstance(value, Mapping):
        return {str(key): _value(item) for key, item in value.items()}
    if yaml_lines.is_list(value):
        return [_value(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)
