"""The settings somebody wrote, whoever reads them."""

from tests.model.manifests import config_map, only_workload, pod, rendering

from airkust.model.settings import Settings
from airkust.model.written_settings import configurations, sets, written_settings

CONTAINER = (
    "args: [scheduler], env: [{name: AIRFLOW__CORE__EXECUTOR, value: a}, {name: HOME, value: b}, "
    "{name: AIRFLOW__A___CORE__EXECUTOR, value: c}, {name: AIRFLOW__SECRETS__BACKEND_KWARG__A, value: d}], "
    "volumeMounts: [{name: c, mountPath: /opt/airflow/airflow.cfg, subPath: airflow.cfg}]"
)
SPEC = "volumes: [{name: c, configMap: {name: cfg}}]"
FILE = config_map("cfg", airflow__cfg="[core]\nfernet_key_cmd = cat /key")


def settings() -> Settings:
    found, workload = only_workload(pod(CONTAINER, SPEC), FILE)
    return Settings(found.index, workload, workload.containers[0])


def test_variables_and_the_file_are_read_and_nothing_else() -> None:
    assert [str(each) for each in written_settings(settings())] == [
        "AIRFLOW__CORE__EXECUTOR",
        "[core] fernet_key_cmd",
    ]


def test_a_setting_is_the_same_without_its_suffix() -> None:
    assert [each.base for each in written_settings(settings())] == [
        ("core", "executor"),
        ("core", "fernet_key"),
    ]


def test_a_setting_is_given_by_a_command_too() -> None:
    assert sets(settings(), ("core", "fernet_key"))
    assert not sets(settings(), ("core", "parallelism"))


def test_every_container_of_airflow_has_a_configuration() -> None:
    found = rendering(pod(CONTAINER, SPEC), pod("command: [sleep]", name="q"), FILE)
    assert [image for image, _ in configurations(found.airflow)] == ["apache/airflow:3"]
