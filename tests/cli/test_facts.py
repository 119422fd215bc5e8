"""`airkust check`: what the site states in ha.yaml, or in another file, reaches the rules."""

from pathlib import Path

from tests.conftest import Run

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n"


def test_a_mistake_in_the_overlays_own_file_is_told(airkust: Run, tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(POD, encoding="utf-8")
    (tmp_path / "kustomization.yaml").write_text("resources: [pod.yaml]\n", encoding="utf-8")
    (tmp_path / "ha.yaml").write_text("cluster:\n  zone: 3\n", encoding="utf-8")
    told = airkust("check", ".", cwd=tmp_path)
    assert "ha.yaml:2: cluster.zone: unknown fact" in told.stderr


def test_a_named_file_is_read_instead(airkust: Run, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("cluster: []\n", encoding="utf-8")
    told = airkust("check", "-", "--facts", str(tmp_path / "facts.yaml"), stdin=POD.encode())
    assert "facts.yaml: cluster: not a mapping of facts" in told.stderr


def test_a_named_file_that_is_missing_is_an_error(airkust: Run) -> None:
    told = airkust("check", "-", "--facts", "none.yaml", stdin=POD.encode())
    assert (told.returncode, "none.yaml: cannot be read" in told.stderr) == (2, True)
