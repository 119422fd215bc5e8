"""Does each alert speak when it should, and keep silent otherwise? Asked of promtool, by `make alerts`."""

import json
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.alerts.programs import PROMTOOL, SECONDS, program
from tests.rendered import ROOT

RULE = ROOT / "components/prometheus-rules/prometheus-rule.yaml"
TESTS = ROOT / "tests/alerts/alerts.test.yaml"

pytestmark = pytest.mark.timeout(SECONDS)


@pytest.fixture(scope="module")
def promtool() -> Path:
    return program(PROMTOOL)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The rules as promtool reads them: without what Kubernetes wants around them."""
    file = tmp_path / "rules.yaml"
    file.write_text(json.dumps(YAML(typ="safe").load(RULE)["spec"]))
    return file


def test_promtool_finds_the_rules_valid(promtool: Path, rules: Path) -> None:
    done = subprocess.run([promtool, "check", "rules", rules], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_speaks_when_it_should_and_keeps_silent_otherwise(promtool: Path, rules: Path) -> None:
    (rules.parent / TESTS.name).write_text(TESTS.read_text())
    done = subprocess.run(
        [promtool, "test", "rules", TESTS.name],
        capture_output=True, text=True, check=False, cwd=rules.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
