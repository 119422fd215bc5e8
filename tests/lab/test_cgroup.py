"""Are control groups of both versions found?"""

import shutil
from pathlib import Path

import pytest

from lab import cgroup
from lab.errors import UsageError


def test_version_2_is_one_hierarchy(tmp_path: Path) -> None:
    (tmp_path / "cgroup.controllers").touch()
    assert cgroup.hierarchies(tmp_path) == (tmp_path,)


def test_version_1_is_a_hierarchy_per_controller(tmp_path: Path) -> None:
    for name in ("cpu", "memory"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "cgroup.procs").touch()
    assert cgroup.hierarchies(tmp_path) == (tmp_path / "cpu", tmp_path / "memory")


def test_another_name_of_a_hierarchy_is_not_another_hierarchy(tmp_path: Path) -> None:
    (tmp_path / "cpu,cpuacct").mkdir()
    (tmp_path / "cpu,cpuacct" / "cgroup.procs").touch()
    (tmp_path / "cpu").symlink_to("cpu,cpuacct")
    assert cgroup.hierarchies(tmp_path) == (tmp_path / "cpu,cpuacct",)


def test_a_machine_without_control_groups_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no control groups are mounted"):
        cgroup.hierarchies(tmp_path)


def test_groups_that_go_away_while_they_are_read_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pod" / "container" / "process").mkdir(parents=True)
    read = []
    for group in cgroup.below(tmp_path):
        read.append(group.name)
        if group.name == "container":
            shutil.rmtree(tmp_path / "pod")
    assert read[1:] == ["pod", "container"]


def test_below_a_group_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert list(cgroup.below(tmp_path / "gone")) == []
