"""What of a seed does a node share, and what is its own?"""

import threading
from pathlib import Path

import pytest

from lab import seed
from lab.layout import Lab, NodeLayout


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A seed with one layer, one unpacked snapshot and one database."""
    root = tmp_path / "seed" / "containerd"
    for name in (
        "content/blobs/layer",
        "io.containerd.metadata.v1.bolt/meta.db",
        f"{seed.SNAPSHOTS}/1/fs/file",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (tmp_path / "seed" / "loaded.json").write_text("{}")
    return tmp_path / "seed"


@pytest.fixture
def node(lab: Lab, made: Path) -> NodeLayout:
    place = lab.node(1)
    place.directory.mkdir(parents=True)
    seed.plant(made, place)
    return place


def test_a_layer_is_shared(node: NodeLayout, made: Path) -> None:
    assert (node.directory / "containerd/content/blobs/layer").samefile(
        made / "containerd/content/blobs/layer"
    )


def test_a_database_is_the_nodes_own(node: NodeLayout, made: Path) -> None:
    name = "containerd/io.containerd.metadata.v1.bolt/meta.db"
    assert not (node.directory / name).samefile(made / name)


def test_a_snapshot_is_an_empty_place_to_mount_it_on(node: NodeLayout) -> None:
    assert list((node.directory / "containerd" / seed.SNAPSHOTS / "1").iterdir()) == []


def test_every_snapshot_is_mounted_where_containerd_looks_for_it(node: NodeLayout) -> None:
    (pair,) = seed.mounts(node)
    assert (pair[0] / "fs/file", pair[1]) == (
        node.seed / "containerd" / seed.SNAPSHOTS / "1/fs/file",
        node.directory / "containerd" / seed.SNAPSHOTS / "1",
    )


def test_a_node_without_a_seed_shares_nothing(lab: Lab) -> None:
    assert seed.mounts(lab.node(2)) == ()


def test_a_planting_that_was_cut_off_is_done_again(lab: Lab, made: Path) -> None:
    place = lab.node(3)
    (place.directory / "containerd.new" / "half").mkdir(parents=True)
    seed.plant(made, place)
    assert not (place.directory / "containerd" / "half").exists()


def test_an_archive_written_anew_has_another_stamp(tmp_path: Path) -> None:
    archive = tmp_path / "image.tar"
    archive.write_text("one")
    before = seed.stamp(archive)
    archive.write_text("other")
    assert seed.stamp(archive) != before


def test_two_labs_do_not_make_seeds_at_once(tmp_path: Path) -> None:
    entered = threading.Event()

    def other() -> None:
        with seed.alone(tmp_path):
            entered.set()

    waiting = threading.Thread(target=other)
    with seed.alone(tmp_path):
        waiting.start()
        assert not entered.wait(0.2)
    waiting.join()
    assert entered.is_set()
