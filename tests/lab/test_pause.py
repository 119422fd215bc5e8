"""Is the pause image an OCI image that holds the program alone?"""

import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from lab import pause


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "program").write_bytes(b"the program")
    pause.write_archive(tmp_path / "program", tmp_path / "pause.tar")
    return tmp_path / "pause.tar"


def read(archive: Path, name: str) -> bytes:
    with tarfile.open(archive) as tar:
        file = tar.extractfile(name)
        assert file is not None
        return file.read()


def blob(archive: Path, digest: str) -> bytes:
    return read(archive, f"blobs/sha256/{digest.removeprefix('sha256:')}")


def manifest(archive: Path) -> dict[str, Any]:
    index = json.loads(read(archive, "index.json"))
    return dict(json.loads(blob(archive, index["manifests"][0]["digest"])))


def test_containerd_finds_the_name(archive: Path) -> None:
    (entry,) = json.loads(read(archive, "index.json"))["manifests"]
    assert entry["annotations"] == {"io.containerd.image.name": pause.REFERENCE}


def test_every_blob_is_named_by_its_digest(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        names = [name for name in tar.getnames() if name.startswith("blobs/")]
    assert all(hashlib.sha256(read(archive, name)).hexdigest() == Path(name).name for name in names)


def test_the_layer_holds_the_program_and_may_run_it(archive: Path) -> None:
    (layer,) = manifest(archive)["layers"]
    with tarfile.open(fileobj=io.BytesIO(blob(archive, layer["digest"]))) as tar:
        assert [(entry.name, entry.mode) for entry in tar] == [("pause", 0o755)]


def test_it_does_not_run_as_root(archive: Path) -> None:
    config = json.loads(blob(archive, manifest(archive)["config"]["digest"]))
    assert config["config"]["User"] == "65535:65535"


def test_the_same_program_is_the_same_image(archive: Path, tmp_path: Path) -> None:
    pause.write_archive(tmp_path / "program", tmp_path / "again.tar")
    assert (tmp_path / "again.tar").read_bytes() == archive.read_bytes()
