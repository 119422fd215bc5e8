"""`airkust secrets init --form sealed-secrets`: what kubeseal is given, and what is believed of it.

The kubeseals here are stand-ins, since the real one takes minutes to compile. What they show is our side:
that it gets each Secret, and that nothing unsealed ever passes for sealed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.secret_manifests import ADMIN, DAGS, LOGS, POOLERS, values
from tests.conftest import Run

if TYPE_CHECKING:
    from subprocess import CompletedProcess

SEALS = 'cat >> given; echo --- >> given; printf "%s\\n" --- "kind: SealedSecret"'

Sealing = Callable[[str], "CompletedProcess[str]"]


@pytest.fixture
def sealing(airkust: Run, ha: Path, tmp_path: Path, url_file: Path) -> Sealing:
    """Runs the command with a kubeseal that is this shell script, in a directory of the test."""

    def run(script: str) -> "CompletedProcess[str]":
        stand_in = tmp_path / "kubeseal"
        stand_in.write_text(f"#!/bin/sh\ncd {tmp_path}\n{script}\n")
        stand_in.chmod(0o755)
        arguments = ("-o", tmp_path / "sealed.yaml", "--connection-file", url_file)
        return airkust(
            *("secrets", "init", ha, "--form", "sealed-secrets", *arguments),
            AIRKUST_KUBESEAL=str(stand_in),
        )

    return run


def test_kubeseal_is_given_every_secret(sealing: Sealing, tmp_path: Path) -> None:
    sealing(SEALS)
    given = (tmp_path / "given").read_text().removesuffix("---\n")
    assert list(values(given)) == ["airflow-database", "airflow-secrets"]


def test_what_it_sealed_is_written_as_one_stream(sealing: Sealing, tmp_path: Path) -> None:
    sealing(SEALS)
    assert (tmp_path / "sealed.yaml").read_text() == "kind: SealedSecret\n---\nkind: SealedSecret\n"


def test_git_may_have_what_is_sealed(sealing: Sealing) -> None:
    assert sealing(SEALS).stderr == ADMIN + DAGS + LOGS + POOLERS  # and no warning


@pytest.mark.parametrize("script", ["cat", "echo 'kind: SealedSecret'; cat", "true"])
def test_what_is_not_sealed_is_never_written(sealing: Sealing, tmp_path: Path, script: str) -> None:
    sealing(script)
    assert not (tmp_path / "sealed.yaml").exists()


def test_what_is_not_sealed_is_an_error(sealing: Sealing) -> None:
    ended = sealing("cat")
    assert (ended.returncode, "wrote no SealedSecret\nhint: is it kubeseal?\n" in ended.stderr) == (3, True)


def test_why_kubeseal_refused_is_told(sealing: Sealing) -> None:
    ended = sealing("echo 'error: cannot fetch certificate' >&2; exit 1")
    assert (ended.returncode, "cannot fetch certificate" in ended.stderr) == (3, True)


def test_a_refusal_that_quotes_the_secret_is_not_told(sealing: Sealing) -> None:
    assert sealing("cat >&2; exit 1").stderr.endswith(":\n(not shown: it quotes the Secret)\n")


def test_a_refusal_that_quotes_a_decoded_value_is_not_told(sealing: Sealing) -> None:
    quotes = "sed -n 's/^  connection: //p' | base64 --decode >&2; exit 1"
    assert sealing(quotes).stderr.endswith(":\n(not shown: it quotes the Secret)\n")
