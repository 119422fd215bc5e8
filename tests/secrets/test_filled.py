"""Which of the needed Secrets can be made, and what is left to the site."""

from airkust.secrets.filled import FilledSecret, fill
from airkust.secrets.needed import NeededSecret

KEYS = NeededSecret("airflow", "airflow-secrets", ("fernet-key", "jwt-secret"))
DATABASE = NeededSecret("airflow", "airflow-database", ("connection",))


def test_random_keys_are_made() -> None:
    [filled] = fill([KEYS], None).secrets
    assert list(filled.values) == ["fernet-key", "jwt-secret"]


def test_a_connection_that_is_given_is_taken() -> None:
    [filled] = fill([DATABASE], "postgresql://database").secrets
    assert filled.values == {"connection": "postgresql://database"}


def test_a_connection_that_is_not_given_is_left_to_the_site() -> None:
    assert fill([DATABASE], None).left == ('key "connection" of Secret/airflow-database',)


def test_a_connection_of_another_secret_is_left_to_the_site() -> None:
    other = NeededSecret("airflow", "object-store", ("connection",))
    assert fill([other], "postgresql://database").left == ('key "connection" of Secret/object-store',)


def test_the_url_of_the_database_gets_into_no_other_secret() -> None:
    other = NeededSecret("airflow", "object-store", ("connection", "jwt-secret"))
    [filled] = fill([other], "postgresql://database").secrets
    assert list(filled.values) == ["jwt-secret"]


def test_a_secret_without_any_value_is_not_made() -> None:
    assert fill([DATABASE], None).secrets == ()


def test_a_key_airkust_does_not_know_is_left_to_the_site() -> None:
    assert fill([NeededSecret("airflow", "git", ("ssh-key",))], None).left == ('key "ssh-key" of Secret/git',)


def test_a_secret_whose_keys_no_pod_names_is_left_to_the_site() -> None:
    assert fill([NeededSecret("airflow", "s", ())], None).left == ("Secret/s, of which pods take every key",)


def test_a_key_is_the_same_in_every_namespace() -> None:
    here, there = fill([KEYS, NeededSecret("tasks", "airflow-secrets", KEYS.keys)], None).secrets
    assert here.values == there.values


def test_a_secret_does_not_show_its_values() -> None:
    assert "c4n4ry" not in repr(FilledSecret("airflow", "airflow-secrets", {"jwt-secret": "c4n4ry"}))
