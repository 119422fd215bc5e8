"""How is a place inside an object written?

Like jq and kubectl's jsonpath: `spec.template.spec.containers[0].image`,
`metadata.annotations["airkust.dev/allow"]`. A path may go on inside an embedded document:
`data["pod_template.yaml"].spec.containers[0].name`.
"""

import json
import re

Part = str | int

PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
PART = re.compile(r'\.?([A-Za-z_][A-Za-z0-9_-]*)|\[([0-9]+)\]|\[("(?:[^"\\]|\\.)*")\]')


def join(*parts: Part) -> str:
    """Write a path: keys as strings, list indexes as numbers."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        elif PLAIN.fullmatch(part):
            path += f".{part}" if path else part
        else:
            path += f"[{json.dumps(part, ensure_ascii=False)}]"
    return path


def split(path: str) -> tuple[Part, ...]:
    """Read a path back into its parts.

    Raises:
        ValueError: It is none.
    """
    parts: list[Part] = []
    position = 0
    while position < len(path):
        match = PART.match(path, position)
        if match is None:
            raise ValueError(f"not a field path: {path!r} at {position}")
        plain, index, quoted = match.groups()
        parts.append(plain if plain is not None else int(index) if index is not None else json.loads(quoted))
        position = match.end()
    return tuple(parts)
