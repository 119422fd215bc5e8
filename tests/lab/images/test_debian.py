"""Which mirror does Debian come from?"""

from lab.images.debian import mirror

SOURCES = """\
http://mirror.example/debian/ Debian-Security main
http://mirror.example/debian/ Debian contrib
http://mirror.example/debian/ Debian main
http://other.example/debian/ Debian main
"""


def test_the_mirror_of_this_machine_is_used() -> None:
    assert mirror(SOURCES) == ["http://mirror.example/debian/"]


def test_a_machine_with_another_distribution_leaves_it_to_debootstrap() -> None:
    assert mirror("http://mirror.example/ubuntu/ Ubuntu main\n") == []


def test_a_machine_without_sources_leaves_it_to_debootstrap() -> None:
    assert mirror("") == []
