"""What the manifest gives up, and an apply does not remove."""

from tests.diff.recorded import container, deployment, live, read, state

from airkust.diff.impact import Impact
from airkust.diff.impacts.kept import kept_fields
from airkust.diff.state import State


def given_up(name: str, applied_by: str = "kubectl") -> tuple[Impact, ...]:
    desired = deployment()
    del container(desired)["env"][0]
    return kept_fields(state(name, desired), applied_by)


def test_what_another_applier_owns_too_is_told() -> None:
    [impact] = given_up("server-side-then-changed")
    assert impact.message == (
        "the manifest no longer sets spec.template.spec.containers[name=airflow].env[name=A], but it will "
        "not be removed: Argo CD still owns what it set"
    )


def test_what_only_the_applier_owns_goes() -> None:
    assert given_up("server-side") == ()


def test_client_side_apply_deletes_whoever_owns_it() -> None:
    assert given_up("client-side") == ()


def test_what_was_applied_client_side_stays_when_another_applies() -> None:
    [impact] = given_up("client-side", "airkust")
    assert impact.message.endswith("kubectl apply still owns what it set")


def test_what_the_api_server_removes_after_all_is_not_told() -> None:
    desired, after = deployment(), read("server-side-then-changed")
    del container(desired)["env"][0], container(after)["env"][0]
    known = live("server-side-then-changed")
    assert kept_fields(State(known.id, desired, known, after), "kubectl") == ()


def test_a_key_that_came_as_string_data_is_never_removed() -> None:
    desired = {key: value for key, value in read("secret").items() if key != "data"}
    [impact] = kept_fields(state("secret", {**desired, "stringData": {"a": "x"}}), "kubectl")
    assert impact.message.startswith("the manifest no longer sets data.b, but it will not be removed")
