"""Is a new object paired with the one whose place it takes?"""

from hypothesis import given
from hypothesis import strategies as st
from tests.model.manifests import pod, rendering

from airkust.diff.pairing import base_name, in_use, pair
from airkust.model.resource import ResourceId

OLD, NEW, OLDER = "7cd52td42k", "hcd4dbtkch", "c2hgch98f8"


def config(name: str, kind: str = "ConfigMap", namespace: str = "airflow") -> ResourceId:
    return ResourceId(kind, name, namespace)


def job(name: str) -> ResourceId:
    return ResourceId("Job", name, "airflow", "batch")


def test_a_config_map_of_another_hash_is_the_predecessor() -> None:
    new, old = config(f"airflow-config-{NEW}"), config(f"airflow-config-{OLD}")
    assert pair([new], [old]) == {new: old}


def test_another_base_name_is_no_predecessor() -> None:
    assert pair([config(f"airflow-config-{NEW}")], [config(f"airflow-probes-{OLD}")]) == {}


def test_a_secret_is_no_predecessor_of_a_config_map() -> None:
    assert pair([config(f"airflow-config-{NEW}")], [config(f"airflow-config-{OLD}", kind="Secret")]) == {}


def test_an_object_of_another_namespace_is_no_predecessor() -> None:
    assert pair([config(f"a-{NEW}")], [config(f"a-{OLD}", namespace="other")]) == {}


def test_a_name_without_a_hash_has_no_predecessor() -> None:
    assert pair([config("airflow-config")], [config("airflow-config2")]) == {}


def test_of_several_the_one_in_use_is_the_predecessor() -> None:
    new, old, older = config(f"a-{NEW}"), config(f"a-{OLD}"), config(f"a-{OLDER}")
    made_at = {old: "2026-02-01T00:00:00Z", older: "2026-01-01T00:00:00Z"}
    assert pair([new], [old, older], used=[older], made_at=made_at) == {new: older}


def test_of_several_unused_ones_the_newest_is_the_predecessor() -> None:
    new, old, older = config(f"a-{NEW}"), config(f"a-{OLD}"), config(f"a-{OLDER}")
    made_at = {old: "2026-02-01T00:00:00Z", older: "2026-01-01T00:00:00Z"}
    assert pair([new], [older, old], made_at=made_at) == {new: old}


def test_a_job_of_another_version_is_the_predecessor() -> None:
    new, old = job("airflow-migrations-3.3.3"), job("airflow-migrations-3.3.2")
    assert pair([new], [old]) == {new: old}


def test_a_job_named_after_a_longer_tag_is_the_predecessor() -> None:
    new, old = job("airflow-migrations-3.3.3-python3.12"), job("airflow-migrations-3.3.2")
    assert pair([new], [old]) == {new: old}


def test_a_job_for_something_else_is_no_predecessor() -> None:
    assert pair([job("airflow-migrations-3.3.3")], [job("airflow-admin-3.3.2")]) == {}


def test_a_deployment_with_a_version_in_its_name_is_another_one() -> None:
    assert base_name(ResourceId("Deployment", "airflow-3.3.2", "airflow", "apps")) == ""


def test_what_pods_name_is_in_use() -> None:
    found = rendering(pod(f"envFrom: [{{configMapRef: {{name: a-{OLD}}}}}]"))
    assert in_use(found) == {ResourceId("ConfigMap", f"a-{OLD}")}


NAMES = st.lists(
    st.builds(
        config,
        st.builds(
            "{}-{}".format, st.sampled_from("ab"), st.text("2456789bcdfghkmt", min_size=10, max_size=10)
        ),
    ),
    max_size=6,
    unique=True,
)


@given(NAMES, NAMES)
def test_no_object_is_the_predecessor_of_two(created: list[ResourceId], gone: list[ResourceId]) -> None:
    paired = pair(created, gone)
    assert len(set(paired.values())) == len(paired)


@given(NAMES, NAMES)
def test_a_pair_has_one_base_name(created: list[ResourceId], gone: list[ResourceId]) -> None:
    assert all(base_name(new) == base_name(old) for new, old in pair(created, gone).items())
