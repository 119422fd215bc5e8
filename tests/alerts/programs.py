"""Where are promtool and statsd_exporter? On PATH, in the tool cache, or compiled into it now by Go.

promtool brings the clients of many clouds along: five minutes of CPU the first time, which is why
`make alerts` is a target of its own. The one of Debian's package `prometheus` serves as well.
"""

import os
import shutil
import subprocess
from pathlib import Path

from airkust.workspace.cache import cache_dir
from airkust.workspace.programs import beside_python, find

PROMTOOL = "github.com/prometheus/prometheus/cmd/promtool@v0.316.0"
STATSD_EXPORTER = "github.com/prometheus/statsd_exporter@v0.31.0"
SECONDS = 3000
"""For one compilation on a busy machine with two cores."""


def program(package: str) -> Path:
    """The program of a Go package, compiled if this machine has none.

    Args:
        package: With its version, as `go install` takes it.
    """
    path, _, version = package.partition("@")
    name = path.rpartition("/")[2]
    cached = cache_dir() / name / version / name
    if cached.exists():
        return cached
    if found := shutil.which(name):
        return Path(found)
    go = find("go", variable="AIRKUST_GO", places=(beside_python("go"),))
    assert go, "there is neither Go nor this program on PATH: `make setup` installs Go"
    cached.parent.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"GOBIN": str(cached.parent), "GOFLAGS": "", "CGO_ENABLED": "0"}
    subprocess.run([go, "install", "-ldflags", "-s -w", package], check=True, env=environment)
    return cached
