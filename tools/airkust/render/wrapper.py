"""How do we learn which file each object comes from, without touching the user's files?"""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def origin_wrapper(overlay: Path) -> Iterator[Path]:
    """A throw-away kustomization around an overlay that asks kustomize to note origins.

    It exists while the context is open, readable by nobody else. Its path has no symbolic link in it:
    kustomize resolves links before it follows `..`, and so do the paths it writes into the notes.
    """
    with tempfile.TemporaryDirectory(prefix="airkust-") as directory:
        root = Path(directory).resolve()
        # kustomize refuses an absolute path here
        entry = os.path.relpath(overlay.resolve(), root)
        # JSON is YAML, and quotes whatever a directory may be called
        document = json.dumps({"buildMetadata": ["originAnnotations"], "resources": [entry]})
        (root / "kustomization.yaml").write_text(document, encoding="utf-8")
        yield root
