"""How long do airkust's commands take beside what a user would otherwise run?

Measures whole processes, so a user's waiting time; prints medians and never judges them. With
kube-score or checkov on PATH a pipeline with another linter is measured, too.
Run: `python tests/bench/bench.py [OVERLAY] [--runs N]`.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

from airkust.schema import ensure_bundle, provide, require_version
from airkust.schema.validate import FLAT
from airkust.workspace.cache import cache_dir
from airkust.workspace.programs import beside_python

Run = Callable[[], object]

LINTERS = {"kube-score": ["score"], "checkov": ["--framework", "kubernetes", "--quiet", "--compact", "-f"]}
"""Others, and how they are given a file; those on PATH are measured."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("overlay", nargs="?", default="overlays/dev")
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    sys.stdout.write(f"{given.overlay}, median of {given.runs} runs (fastest)\n")
    for name, run in candidates(given.overlay).items():
        run()  # warm: files in the page cache, schemas made
        times = [timed(run) for _ in range(given.runs)]
        sys.stdout.write(f"  {statistics.median(times):6.3f} s  ({min(times):.3f})  {name}\n")


def candidates(overlay: str) -> dict[str, Run]:
    """What is measured, by the name it is printed under."""
    airkust = str(beside_python("airkust"))
    return {
        "airkust --help": lambda: finish([airkust, "--help"]),
        "airkust build": lambda: finish([airkust, "build", overlay]),
        "airkust validate": lambda: finish([airkust, "validate", overlay]),
        "airkust check": lambda: finish([airkust, "check", overlay]),
        "kubectl kustomize": lambda: finish([str(beside_python("kubectl")), "kustomize", overlay]),
        "kubectl kustomize | kubeconform": lambda: pipeline(overlay),
    } | {
        f"kubectl kustomize | kubeconform, then {linter}": partial(linted, overlay, [program, *arguments])
        for linter, arguments in LINTERS.items()
        if (program := shutil.which(linter))
    }


def finish(argv: list[str], stdin: bytes = b"") -> bytes:
    """Run to the end; findings (exit code 1) are a result too."""
    ended = subprocess.run(argv, input=stdin, capture_output=True, check=False)
    if ended.returncode not in (0, 1):
        sys.exit(f"{' '.join(argv)}: {ended.stderr.decode()}")
    return ended.stdout


def linted(overlay: str, linter: list[str]) -> None:
    """The pipeline, and another linter over the same manifests."""
    with tempfile.NamedTemporaryFile(suffix=".yaml") as manifests:
        manifests.write(pipeline(overlay))
        manifests.flush()
        finish([*linter, manifests.name])


def pipeline(overlay: str) -> bytes:
    """The two programs without airkust, with the same schemas; returns the manifests."""
    cache = cache_dir()
    version = require_version(None)
    kubeconform = [str(provide(cache)), "-strict", "-kubernetes-version", f"{version}.0"]
    schemas = ["-schema-location", str(ensure_bundle(version, cache) / FLAT)]
    rendered = finish([str(beside_python("kubectl")), "kustomize", overlay])
    finish([*kubeconform, *schemas], rendered)
    return rendered


def timed(run: Run) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
