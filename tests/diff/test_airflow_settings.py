"""Do we say which setting of Airflow takes another value, and where?"""

from tests.diff.impacts.sides import changed, in_document, production, sides

from airkust.diff.airflow_settings import setting_changes
from airkust.diff.comparison import ObjectDiff, SettingChange


def settings(before: str, after: str) -> list[SettingChange]:
    found = sides(before, after)
    return list(setting_changes(found.before, found.after, found.objects))


def container(env: str, command: str = "scheduler") -> str:
    return (
        f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {command}, namespace: prod}}\n"
        f"spec: {{template: {{spec: {{containers: [{{name: airflow, image: 'apache/airflow:3.3.2', "
        f"args: [{command}], env: [{env}]}}]}}}}}}\n"
    )


def literal(name: str, value: str) -> str:
    return f"{{name: {name}, value: '{value}'}}"


def secret(data: str, name: str = "s") -> str:
    metadata = f"{{name: {name}, namespace: prod}}"
    return f"apiVersion: v1\nkind: Secret\nmetadata: {metadata}\ndata: {{k: {data}}}\n---\n"


def from_secret(name: str = "s") -> str:
    return f"{{name: AIRFLOW__API__SECRET_KEY, valueFrom: {{secretKeyRef: {{name: {name}, key: k}}}}}}"


def test_the_same_configuration_changes_nothing() -> None:
    assert settings(production(), production()) == []


def test_a_renamed_config_map_with_the_same_content_changes_nothing() -> None:
    assert (
        settings(
            production(), changed(production(), ("airflow-config-7cd52td42k", "airflow-config-hcd4dbtkch"))
        )
        == []
    )


def test_a_setting_of_all_components_is_said_once() -> None:
    edited = changed(
        production(),
        ("airflow-config-7cd52td42k", "airflow-config-hcd4dbtkch"),
        ('AIRFLOW__CORE__DEFAULT_TASK_RETRIES: "1"', 'AIRFLOW__CORE__DEFAULT_TASK_RETRIES: "3"'),
    )
    found = settings(production(), edited)
    assert [(each.section, each.key, each.before, each.after) for each in found] == [
        ("core", "default_task_retries", "1", "3")
    ]


def test_a_setting_of_all_components_names_them() -> None:
    edited = changed(
        production(), ('AIRFLOW__CORE__LOAD_EXAMPLES: "False"', 'AIRFLOW__CORE__LOAD_EXAMPLES: "True"')
    )
    [found] = settings(production(), edited)
    assert {"scheduler", "triggerer", "dag-processor", "api-server (airflow-api-server)"} <= set(
        found.components
    )


def test_a_setting_of_one_component_is_its_own() -> None:
    edited = in_document(
        production(),
        "Deployment",
        "airflow-scheduler",
        ("value: airkust_database_client.connect_args\n", "value: another.connect_args\n"),
    )
    [found] = settings(production(), edited)
    assert found.components == ("scheduler",)


def test_the_default_stands_in_brackets() -> None:
    [found] = settings(container(""), container(literal("AIRFLOW__CORE__PARALLELISM", "64")))
    assert (found.before, found.after) == ("(32)", "64")


def test_a_setting_without_a_known_default_has_no_value_before() -> None:
    [found] = settings(container(""), container(literal("AIRFLOW__CORE__MAX_MAP_LENGTH", "64")))
    assert found.before is None


def test_a_default_that_is_written_out_is_no_change() -> None:
    assert settings(container(""), container(literal("AIRFLOW__CORE__PARALLELISM", "32"))) == []


def test_a_setting_of_the_task_pods_is_theirs() -> None:
    edited = changed(production(), ("AIRFLOW__WORKERS__", "AIRFLOW__WORKERS__X"))
    assert {name for each in settings(production(), edited) for name in each.components} == {"task pods"}


def test_a_secret_with_other_data_is_a_change() -> None:
    [found] = settings(secret("•••aa") + container(from_secret()), secret("•••bb") + container(from_secret()))
    assert (found.before, found.after) == (
        '•••aa (key "k" of Secret/s)',
        '•••bb (key "k" of Secret/s)',
    )


def test_a_secret_of_another_name_with_the_same_data_is_no_change() -> None:
    before, after = (
        secret("•••aa") + container(from_secret()),
        secret("•••aa", "t") + container(from_secret("t")),
    )
    assert settings(before, after) == []


def test_data_that_nobody_masked_is_not_told() -> None:
    before = secret("canary1") + container(from_secret())
    assert "canary" not in repr(settings(before, before.replace("canary1", "canary2")))


def test_a_password_in_a_variable_is_not_told() -> None:
    before = container(literal("AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER", "s3://u:canary@host/a"))
    assert "canary" not in repr(settings(before, before.replace("host/a", "host/b")))


def test_a_component_that_is_new_has_no_change() -> None:
    added = container(literal("AIRFLOW__CORE__PARALLELISM", "64"), "triggerer")
    assert settings(container(""), container("") + "---\n" + added) == []


def test_a_job_named_after_its_image_is_compared_with_the_old_one() -> None:
    edited = in_document(
        changed(production(), ("3.3.2", "3.3.3")),
        "Job",
        "airflow-migrations-3.3.3",
        ("key: connection", "key: another"),
    )
    [found] = settings(production(), edited)
    assert (found.key, found.components) == ("sql_alchemy_conn", ("migrations",))


def test_a_secret_of_the_site_is_not_compared() -> None:
    before = secret("•••aa") + container(from_secret())
    found = sides(before, container(from_secret()))
    objects: tuple[ObjectDiff, ...] = tuple(each for each in found.objects if each.id.kind != "Secret")
    assert setting_changes(found.before, found.after, objects) == ()


def test_sides_are_compared_in_one_order() -> None:
    two = literal("AIRFLOW__CORE__PARALLELISM", "64"), literal("AIRFLOW__API__WORKERS", "2")
    found = settings(container(""), container(", ".join(two)))
    assert [each.section for each in found] == ["api", "core"]
