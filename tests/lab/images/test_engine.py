"""Which programs are missing?"""

from pathlib import Path

from lab.images.engine import missing

WANTED = (("podman", ("podman",)), ("util-linux", ("unshare", "nsenter")))


def test_every_missing_program_is_named_with_its_package(tmp_path: Path) -> None:
    (tmp_path / "unshare").touch(mode=0o755)
    assert missing(WANTED, str(tmp_path)) == {"podman": "podman", "nsenter": "util-linux"}


def test_nothing_is_missing_where_all_is_there(tmp_path: Path) -> None:
    for program in ("podman", "unshare", "nsenter"):
        (tmp_path / program).touch(mode=0o755)
    assert missing(WANTED, str(tmp_path)) == {}
