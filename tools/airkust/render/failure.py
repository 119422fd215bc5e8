"""What does kustomize's refusal mean?

kustomize wraps the reason in one sentence per directory it passed through, and may quote a document, a
patch or a literal in full. The reader gets the innermost sentence, the file it is about, and no contents.
"""

import os
import re
from pathlib import Path

from airkust.errors import InputError
from airkust.render.overlay import kustomization_file
from airkust.render.sources import first_unreadable

QUOTED_CHARACTERS = 600

PASSED_THROUGH = re.compile(
    r"(?:recursed accumulation of path|couldn't make target for path) '(?P<directory>[^']+)': "
)
IN_COMPONENT = 'accumulateDirectory: "'
ENTRY = re.compile(r"(?:accumulating|merging) resources from '(?P<entry>[^']+)': (?P<reason>.*)", re.DOTALL)
SECOND_TRY = re.compile(r"'?: must build at directory: .*", re.DOTALL)
"""kustomize first tries an entry as a file, then as a directory; only the first reason says something."""

QUOTATIONS = (
    re.compile(r"node contents:.*", re.DOTALL),
    re.compile(r"with config: `.*?`(?=:)", re.DOTALL),
    re.compile(r"patch from \[.*?\](?=\Z|\n|: )", re.DOTALL),
    re.compile(r"literal sources \[.*?\](?=:)", re.DOTALL),
    re.compile(r"(?<=invalid literal source ).*?(?=, expected)", re.DOTALL),
    re.compile(r"(?<=utf8 bytes).*", re.DOTALL),
    re.compile(r"(?<=!!)\w+ `[^`]*`"),
    re.compile(r"\{.*\}", re.DOTALL),
)
"""Where kustomize's sentences quote contents: each a place where the data of a Secret can stand."""

HINTS = (
    ("unknown field", "see the fields of a kustomization: kubectl kustomize --help"),
    ("--enable-helm", "render the chart to a file first: airkust never runs helm"),
    ("external plugins disabled", "airkust runs no plugin: render its objects to a file first"),
    ("no such file or directory", "create the file, or remove the entry"),
    ("security; file", "kustomize reads files only at or below the directory that names them"),
    ("no resource matches strategic merge patch", "the patch names an object that nothing above it makes"),
    ("no matches for Id", "the patch names an object that nothing above it makes"),
    ("expected kind != 'Component'", "list it under components: in an overlay, and give that overlay"),
    ("cycle detected", "an overlay, base or component must not include itself"),
)


def explain(stderr: str, overlay: Path) -> InputError:
    """The error to show when kustomize refuses an overlay."""
    directory, reason = _innermost(stderr.strip().removeprefix("error: "), overlay.resolve())
    if "yaml" in reason.lower():
        # kustomize counts lines in its own copy, and for a duplicate key names no file
        unreadable = first_unreadable(overlay)
        if unreadable is not None:
            return InputError(f"{overlay}: cannot be built: {unreadable.message}", hint=unreadable.hint)
    file = kustomization_file(directory) or directory
    reason = _shortened(without_contents(SECOND_TRY.sub("", reason)))
    hint = next((hint for words, hint in HINTS if words in reason), None)
    return InputError(f"{overlay}: cannot be built: {os.path.relpath(file)}: {reason}", hint=hint)


def without_contents(text: str) -> str:
    """A sentence of kustomize with every quotation of a document taken out."""
    for quotation in QUOTATIONS:
        text = quotation.sub("[contents not shown]", text)
    return text


def _innermost(text: str, directory: Path) -> tuple[Path, str]:
    """The last directory kustomize entered, and what it said there, without its own preambles."""
    passed = list(PASSED_THROUGH.finditer(text))
    if passed:
        directory = Path(passed[-1]["directory"])
        # a component's sentence is quoted by the overlay's
        text = text[passed[-1].end() :].removesuffix('"' if IN_COMPONENT in text else "")
    text = text.removeprefix("accumulating resources: ").removeprefix("accumulation err='")
    entry = ENTRY.fullmatch(text)
    if entry is None:
        return directory, text
    reason = entry["reason"].rpartition("must resolve to a file': ")[2]
    return directory, f"{entry['entry']}: {reason}" if passed else reason


def _shortened(reason: str) -> str:
    reason = re.sub(r"evalsymlink failure on '[^']*' : lstat [^:]*: ", "", reason)
    reason = re.sub(r"\.?\[no(?:Grp|Ver|Kind|Name|Ns)\]", "", reason)
    reason = " ".join(reason.split())
    return reason if len(reason) <= QUOTED_CHARACTERS else f"{reason[:QUOTED_CHARACTERS]} […]"
