"""Could any request of any run have changed anything?

Named so that it comes last: it looks at all the runs before.
"""

from pathlib import Path

import pytest
from tests.cluster.diff.audit import Event, events, is_dry, reads, spoken
from tests.cluster.diff.hands import apply, apply_server_side
from tests.cluster.diff.objects import config_map, deployment, overlay, secret
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl, wait_until

from lab.layout import Lab


@pytest.fixture
def log(own_lab: Lab, diff: Differ, kubectl: Kubectl, tmp_path: Path) -> list[Event]:
    """All that the diff's users asked for in this session, with runs of every kind at the end of it."""
    apply(
        kubectl, overlay(tmp_path / "o", config_map("b", stays="1", goes="1"), deployment("a", X="1", Y="1"))
    )
    apply_server_side(kubectl, overlay(tmp_path / "s", secret("s", key="1"), config_map("c", size="1")))
    removed = overlay(tmp_path / "o", config_map("b", stays="1"), deployment("a", X="2"), config_map("new"))
    diff.verdict(removed)
    diff.verdict(overlay(tmp_path / "s", secret("s", key="2"), config_map("c", size="2")))
    diff.verdict(removed, "--read-only")
    last = f"/api/v1/namespaces/{kubectl.namespace}/configmaps"
    wait_until(
        lambda: sum(last in event["requestURI"] for event in events(own_lab.logs)) >= 3,
        "the log of the last run",
        deadline=30,
    )
    return list(events(own_lab.logs))


def test_every_request_reads_or_is_a_dry_run(log: list[Event]) -> None:
    assert [spoken(event) for event in log if not reads(event) and not is_dry(event)] == []


def test_the_only_verb_beside_reading_is_patch(log: list[Event]) -> None:
    assert {event["verb"] for event in log if not reads(event)} == {"patch"}


def test_dry_runs_were_asked_for(log: list[Event]) -> None:
    assert sum(is_dry(event) and event["responseStatus"]["code"] in (200, 201) for event in log) >= 6


def test_the_check_would_see_a_request_that_is_none() -> None:
    event = {"verb": "patch", "requestURI": "/api/v1/namespaces/a/configmaps/b?fieldManager=kubectl"}
    assert (reads(event), is_dry(event)) == (False, False)
