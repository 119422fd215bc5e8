"""Does a snapshot come back as it was, and say so when it is none?"""

from datetime import UTC, datetime

import pytest
from tests.model.manifests import rendering

from airkust.diff.live import Live
from airkust.diff.snapshot import Snapshot, beside, dump, load
from airkust.errors import InputError
from airkust.model.resource import ResourceId

BODY = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {"name": "a", "namespace": "airflow"},
    "data": {"x": "1"},
}
ID = ResourceId("ConfigMap", "a", "airflow")
TAKEN = Snapshot(datetime(2026, 1, 2, tzinfo=UTC), "prod", "v1.37.1", "airflow", "k", (Live(ID, BODY, BODY),))


def test_a_snapshot_comes_back_as_it_was() -> None:
    assert load(dump(TAKEN), "file") == TAKEN


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"{}", b'{"kind": "airkust-snapshot"}', b"[" * 100_000, b"\xff\xfe\xff"]
)
def test_what_is_no_snapshot_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="file"):
        load(data, "file")


def test_a_date_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InputError, match="time zone"):
        load(dump(TAKEN).replace(b"+00:00", b""), "file")


def test_what_names_no_namespace_is_looked_for_where_it_went() -> None:
    manifest = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"
    (state,) = beside(rendering(manifest), TAKEN).states
    assert state.live is not None
    assert state.id == ID
    assert state.desired["metadata"]["namespace"] == "airflow"


def test_what_the_snapshot_does_not_hold_has_no_live_object() -> None:
    manifest = "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: airflow}}"
    collected = beside(rendering(manifest), TAKEN)
    assert collected.states[0].live is None
    assert [live.id for live in collected.others] == [ID]
