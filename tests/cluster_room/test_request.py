"""Nothing that could change a cluster is ever sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.cluster.request import Request, WouldModifyError

METHODS = st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "patch", "get"])


@given(METHODS, st.dictionaries(st.text(), st.text()))
def test_what_is_no_get_is_refused_without_dry_run(method: str, query: dict[str, str]) -> None:
    query.pop("dryRun", None)
    with pytest.raises(WouldModifyError):
        Request(method, "/api/v1/namespaces/n/configmaps/c", query).target()


@given(METHODS, st.text().filter(lambda value: value != "All"))
def test_only_a_dry_run_of_everything_counts(method: str, value: str) -> None:
    with pytest.raises(WouldModifyError):
        Request(method, "/api/v1/namespaces/n/configmaps/c", {"dryRun": value}).target()


@pytest.mark.parametrize("path", ["/api/v1/namespaces?dryRun=All", "/api/v1/namespaces/#"])
def test_a_path_that_hides_a_query_is_refused(path: str) -> None:
    with pytest.raises(WouldModifyError):
        Request("PATCH", path, {"dryRun": "All"}).target()


def test_a_dry_run_is_sent_with_what_it_asks_for() -> None:
    request = Request("PATCH", "/api/v1/namespaces/n", {"dryRun": "All", "fieldManager": "a b"})
    assert request.target() == "/api/v1/namespaces/n?dryRun=All&fieldManager=a%20b"


def test_a_get_needs_no_query() -> None:
    assert Request("GET", "/version").target() == "/version"


def test_a_request_does_not_show_its_body() -> None:
    assert "canary" not in repr(Request("PATCH", "/", {}, body=b"canary"))
