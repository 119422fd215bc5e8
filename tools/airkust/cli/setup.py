"""airkust setup: install what airkust drives."""

import time
from collections.abc import Callable
from pathlib import Path

from airkust.cli.terminal import emit, progress
from airkust.schema import ensure_bundle, provide, require_version
from airkust.workspace import settings
from airkust.workspace.cache import cache_dir
from airkust.workspace.kubectl import kubectl


def run() -> None:
    """Make sure of kubectl, kubeconform and the schemas; one line each, with its place and time."""
    cache = cache_dir()
    version = require_version(settings.load(Path.cwd()).kubernetes_version)
    _step("kubectl", "looking for kubectl", kubectl)
    _step("kubeconform", "compiling kubeconform", lambda: provide(cache))
    _step(f"schemas of Kubernetes {version}", "writing schemas", lambda: ensure_bundle(version, cache))


def _step(name: str, doing: str, work: Callable[[], Path]) -> None:
    start = time.perf_counter()
    with progress(doing):
        place = work()
    emit(f"{name:26}  {time.perf_counter() - start:.2f} s  {place}\n".encode())
