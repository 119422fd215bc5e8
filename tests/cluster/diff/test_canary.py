"""Does a secret leave the tool, whatever is asked and whatever goes wrong?"""

import base64
import signal
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.diff import canaries
from tests.cluster.diff.canaries import canary, told, told_by
from tests.cluster.diff.fault_proxy import CUT, FaultProxy
from tests.cluster.diff.hands import apply, apply_server_side
from tests.cluster.diff.objects import overlay, secret
from tests.cluster.diff.processes import running
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl, wait_until

FORMATS = ("text", "side-by-side", "unified", "json", "markdown", "sarif", "junit", "html")
WAYS = {
    "exact": [],
    "read-only": ["--read-only"],
    "ignored": ["--explain-ignored"],
    "gates": ["--fail-on", "recreate,restart,drift,ha"],
}


@pytest.fixture(params=[apply, apply_server_side], ids=["client-side", "server-side"])
def planted(request: pytest.FixtureRequest, kubectl: Kubectl, tmp_path: Path) -> Path:
    """An overlay whose secrets are other ones than those of the cluster."""
    request.param(kubectl, canaries.before(tmp_path / "before"))
    return canaries.after(tmp_path / "after")


def test_the_search_finds_a_secret_in_any_form() -> None:
    texts = [canary("env", 1), *(f"{'-' * shift}{canary('env', 1)}" for shift in range(3))]
    encoded = [base64.b64encode(text.encode()).decode() for text in texts]
    assert [told(text) for text in [*texts, *encoded]] == [{"env"}] * 8


def test_every_object_with_a_secret_is_looked_at(planted: Path, diff: Differ) -> None:
    verdict = diff.verdict(planted)
    fates = {name: fate for name, fate in verdict.fates.items() if not name.startswith("Secret/generated-")}
    assert fates == {
        "ConfigMap/annotated": "changed",
        "ConfigMap/configuration": "changed",
        "Deployment/refused": "failed",
        "Deployment/scheduler": "changed",
        "Secret/frozen": "recreated",
        "Secret/note": "changed",
        "Secret/nowhere": "created",
        "Secret/orphan": "orphaned",
        "Secret/refused": "failed",
        "Secret/secret": "changed",
        "Secret/secret-to-come": "created",
    }


def outputs(folder: Path) -> list[str]:
    """The options that ask for every format at once, each in a file."""
    return [word for form in FORMATS for word in ("--output", f"{form}={folder / form}")]


@pytest.mark.parametrize("way", WAYS)
def test_no_output_tells_a_secret(way: str, planted: Path, diff: Differ, tmp_path: Path) -> None:
    (out := tmp_path / "out").mkdir()
    ended = diff(planted, *outputs(out), *WAYS[way])
    leaks = {file.name: told_by([file]) for file in out.iterdir()}
    assert (told(ended.stderr), leaks) == (set(), {form: set() for form in FORMATS})


def test_a_terminal_is_told_no_secret(planted: Path, diff: Differ) -> None:
    ended = diff(planted, "--color", "always", "--explain-ignored")
    assert ("\033[" in ended.stdout, told(ended.stdout + ended.stderr)) == (True, set())


def test_no_file_beside_the_outputs_tells_a_secret(planted: Path, diff: Differ, tmp_path: Path) -> None:
    places = {name: tmp_path / name for name in ("TMPDIR", "AIRKUST_CACHE", "XDG_STATE_HOME")}
    for place in places.values():
        place.mkdir()
    variables: dict[str, Any] = {name: str(place) for name, place in places.items()}
    diff(planted, "--snapshot", tmp_path / "snapshot", **variables)
    assert told_by(file for place in places.values() for file in place.rglob("*")) == set()


def test_nothing_stays_in_the_temporary_directory(planted: Path, diff: Differ, tmp_path: Path) -> None:
    (temporary := tmp_path / "tmp").mkdir()
    diff(planted, TMPDIR=str(temporary))
    assert list(temporary.iterdir()) == []


def test_a_snapshot_tells_no_secret(planted: Path, diff: Differ, tmp_path: Path) -> None:
    diff(planted, "--snapshot", tmp_path / "snapshot")
    assert ((tmp_path / "snapshot").exists(), told_by([tmp_path / "snapshot"])) == (True, set())


def test_a_comparison_with_a_snapshot_tells_no_secret(planted: Path, diff: Differ, tmp_path: Path) -> None:
    diff(planted, "--snapshot", tmp_path / "snapshot")
    (out := tmp_path / "out").mkdir()
    ended = diff(planted, "--against", tmp_path / "snapshot", *outputs(out))
    leaks = {file.name: told_by([file]) for file in out.iterdir()}
    assert (told(ended.stdout + ended.stderr), leaks) == (set(), {form: set() for form in FORMATS})


def test_the_program_of_kubectl_external_diff_is_told_no_secret(
    planted: Path, diff: Differ, tmp_path: Path
) -> None:
    (program := tmp_path / "program").write_text(f'#!/bin/sh\ncp -r "$1" "$2" "{tmp_path}/seen"\nexit 1\n')
    program.chmod(0o755)
    (seen := tmp_path / "seen").mkdir()
    diff(planted, "--output", "unified", KUBECTL_EXTERNAL_DIFF=str(program))
    assert (any(seen.rglob("*scheduler*")), told_by(seen.rglob("*"))) == (True, set())


@pytest.mark.parametrize("status", [500, 422, CUT])
@pytest.mark.parametrize("verb", ["GET", "PATCH"])
def test_no_failure_tells_a_secret(
    verb: str, status: int, planted: Path, diff: Differ, faults: FaultProxy
) -> None:
    faults.fail(f"^{verb} .*/(secrets|deployments|configmaps)", status)
    ended = diff(planted, kubeconfig=faults.kubeconfig)
    assert (ended.returncode, told(ended.stdout + ended.stderr)) == (2, set())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_interrupt_tells_a_secret(
    number: int, planted: Path, diff: Differ, faults: FaultProxy, tmp_path: Path
) -> None:
    (temporary := tmp_path / "tmp").mkdir()
    faults.delay("^PATCH .*/deployments", 30)
    asked = ["--kubeconfig", str(faults.kubeconfig), "--namespace", diff.namespace, "--output", "json"]
    with running(["diff", str(planted), *asked], temporary) as child:
        wait_until(
            lambda: faults.count("^PATCH .*/deployments"), "the last dry runs", pause=0.02, deadline=60
        )
        child.send_signal(number)
        stdout, stderr = child.communicate(timeout=60)
    assert (told((stdout + stderr).decode()), told_by(temporary.rglob("*"))) == (set(), set())


@pytest.fixture
def applied_secret(kubectl: Kubectl, tmp_path: Path) -> Path:
    """A folder whose overlay, one Secret, is applied."""
    apply_server_side(kubectl, overlay(tmp_path / "o", secret("s", one="1", two="2")))
    return tmp_path / "o"


def masks(diff: Differ, folder: Path, **texts: str) -> dict[str, str]:
    """What is shown in place of the new texts of a Secret."""
    changes = diff.verdict(overlay(folder, secret("s", **texts))).changes("Secret/s")
    return {field.removeprefix("data."): str(after) for field, (_, after) in changes.items()}


def test_a_mask_tells_no_length(diff: Differ, applied_secret: Path) -> None:
    shown = masks(diff, applied_secret, one="short", two="long" * 100)
    assert len(shown["one"]) == len(shown["two"])


def test_equal_secrets_have_equal_masks(diff: Differ, applied_secret: Path) -> None:
    shown = masks(diff, applied_secret, one="value", two="value")
    assert shown["one"] == shown["two"]


def test_different_secrets_have_different_masks(diff: Differ, applied_secret: Path) -> None:
    shown = masks(diff, applied_secret, one="value", two="another")
    assert shown["one"] != shown["two"]
