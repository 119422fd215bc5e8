"""`airkust check`: what the site makes itself is not missing."""

from pathlib import Path

from tests.conftest import Run

POD = b"""\
apiVersion: v1
kind: Pod
metadata:
  name: airflow-debug
spec:
  containers:
    - name: airflow
      image: apache/airflow:3.3.2
      envFrom:
        - secretRef:
            name: airflow-secrets
"""
ONLY = ("--only", "unresolved-reference")


def test_a_secret_nobody_declared_is_unknown(airkust: Run) -> None:
    assert "unknown" in airkust("check", "-v", "-", *ONLY, stdin=POD).stdout


def test_a_declared_secret_passes(airkust: Run) -> None:
    told = airkust("check", "-v", "-", *ONLY, "--external", "Secret/airflow-secrets", stdin=POD)
    assert "1 rule: 1 pass" in told.stdout


def test_a_declaration_that_leaves_it_out_fails_the_check(airkust: Run) -> None:
    assert airkust("check", "-", *ONLY, "--external", "Secret/other", stdin=POD).returncode == 1


def test_the_option_adds_to_the_settings(airkust: Run, tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_bytes(POD)
    (tmp_path / "kustomization.yaml").write_text("resources: [pod.yaml]\n", encoding="utf-8")
    settings = '[[overlays]]\npath = "."\nprofile = "core"\nexternal = ["Secret/airflow-secrets"]\n'
    (tmp_path / "airkust.toml").write_text(settings, encoding="utf-8")
    assert airkust("check", *ONLY, "--external", "Secret/other", cwd=tmp_path).returncode == 0


def test_an_entry_that_is_no_kind_and_name_is_refused(airkust: Run) -> None:
    refused = airkust("check", "-", "--external", "airflow-secrets", stdin=POD)
    assert refused.stderr.startswith('error: --external: "airflow-secrets" is not KIND/NAME\n')
