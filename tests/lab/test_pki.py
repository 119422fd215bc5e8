"""Does the authority's signature hold, made by the real openssl?"""

from pathlib import Path

import pytest

from lab import pki
from lab.errors import ToolFailed
from lab.layout import Lab
from lab.pki import Identity
from lab.process import run

SERVER = Identity("server", "the-server", names=("DNS:server", "IP:10.0.0.1"))


@pytest.fixture
def made(tmp_path: Path) -> Path:
    pki.ensure(tmp_path / "pki", [SERVER])
    return tmp_path / "pki"


def verify(directory: Path, *options: str) -> str:
    return run(
        ["openssl", "verify", "-CAfile", str(directory / "ca.crt"), *options, str(directory / "server.crt")]
    )


def test_a_server_is_known_by_its_address(made: Path) -> None:
    assert "OK" in verify(made, "-purpose", "sslserver", "-verify_ip", "10.0.0.1")


def test_a_server_is_not_known_by_another_address(made: Path) -> None:
    with pytest.raises(ToolFailed, match="IP address mismatch"):
        verify(made, "-verify_ip", "10.0.0.2")


def test_a_user_and_group_are_in_the_subject(tmp_path: Path) -> None:
    pki.ensure(tmp_path, [Identity("node", "system:node:node1", "system:nodes")])
    subject = run(["openssl", "x509", "-noout", "-subject", "-in", str(tmp_path / "node.crt")])
    assert subject.strip() == "subject=O = system:nodes, CN = system:node:node1"


def test_what_exists_is_kept(made: Path) -> None:
    before = (made / "server.crt").read_bytes()
    pki.ensure(made, [SERVER])
    assert (made / "server.crt").read_bytes() == before


def test_a_half_made_pair_is_made_again(made: Path) -> None:
    (made / "server.crt").unlink()
    pki.ensure(made, [SERVER])
    assert "OK" in verify(made)


def test_keys_are_for_their_owner_alone(made: Path) -> None:
    assert {path.stat().st_mode & 0o077 for path in made.glob("*.key")} == {0}


def test_every_lab_address_is_in_the_serving_certificate(lab: Lab) -> None:
    serving = next(each for each in pki.control_plane_identities(lab) if each.name == "serving")
    assert {f"IP:{lab.loopback}", f"IP:{lab.gateway}", "IP:10.96.0.1"} <= set(serving.names)
