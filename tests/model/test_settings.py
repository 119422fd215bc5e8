"""The effective configuration, in Airflow's order of precedence."""

import pytest
from tests.model.manifests import config_map, only_workload, pod

from airkust.model.settings import Settings
from airkust.model.value import Elsewhere, Known, SecretRef, Setting, Undetermined

MOUNT = (
    "volumeMounts: [{name: c, mountPath: /opt/airflow/airflow.cfg, subPath: airflow.cfg}]",
    "volumes: [{name: c, configMap: {name: cfg}}]",
)
FILE = config_map(
    "cfg", airflow__cfg="[core]\nparallelism = 8\nexecutor=\nfernet_key_cmd = cat /key\n[api]\nport = 99"
)


def settings(container: str, spec: str = "", *documents: str) -> Settings:
    rendering, workload = only_workload(pod(container, spec), *documents)
    return Settings(rendering.index, workload, workload.containers[0])


def test_the_environment_comes_first() -> None:
    container = f"env: [{{name: AIRFLOW__CORE__PARALLELISM, value: '4'}}], {MOUNT[0]}"
    assert settings(container, MOUNT[1], FILE).get("core", "parallelism").text == "4"


def test_the_file_comes_before_the_default() -> None:
    setting = settings(MOUNT[0], MOUNT[1], FILE).get("core", "parallelism")
    assert (setting.text, str(setting.holder), setting.field) == (
        "8",
        "ConfigMap/cfg",
        'data["airflow.cfg"]',
    )


def test_an_empty_value_in_the_file_is_a_value() -> None:
    assert settings(MOUNT[0], MOUNT[1], FILE).get("core", "executor").text == ""


def test_what_nobody_sets_is_airflows_default() -> None:
    setting = settings("env: []").get("core", "parallelism")
    assert (setting.text, setting.is_default) == ("32", True)


def test_what_airflow_invents_has_no_default() -> None:
    assert settings("env: []").get("api_auth", "jwt_secret") == Setting(None)


@pytest.mark.parametrize(("suffix", "how"), [("_CMD", "command"), ("_SECRET", "secrets backend")])
def test_an_indirect_value_is_who_is_asked(suffix: str, how: str) -> None:
    container = f"env: [{{name: AIRFLOW__CORE__FERNET_KEY{suffix}, value: x}}]"
    assert settings(container).get("core", "fernet_key").value == Elsewhere(how, "x")


def test_an_indirect_value_in_the_file_is_who_is_asked() -> None:
    assert settings(MOUNT[0], MOUNT[1], FILE).get("core", "fernet_key").value == Elsewhere(
        "command", "cat /key"
    )


def test_another_place_of_the_file_is_followed() -> None:
    container = (
        "env: [{name: AIRFLOW_CONFIG, value: /etc/a.cfg}], "
        "volumeMounts: [{name: c, mountPath: /etc/a.cfg, subPath: airflow.cfg}]"
    )
    assert settings(container, MOUNT[1], FILE).number("api", "port") == 99


def test_another_home_is_followed() -> None:
    container = (
        "env: [{name: AIRFLOW_HOME, value: /home}], "
        "volumeMounts: [{name: c, mountPath: /home/airflow.cfg, subPath: airflow.cfg}]"
    )
    assert settings(container, MOUNT[1], FILE).number("api", "port") == 99


def test_a_file_outside_the_rendering_is_a_missing_fact() -> None:
    found = settings(MOUNT[0], MOUNT[1]).get("core", "parallelism")
    assert found.value == Undetermined("ConfigMap/cfg")


def test_a_file_in_a_secret_is_a_missing_fact() -> None:
    spec = "volumes: [{name: c, secret: {secretName: s}}]"
    found = settings(MOUNT[0], spec).get("core", "parallelism")
    assert found.value == Undetermined("[core] parallelism in Secret/s")


def test_variables_outside_the_rendering_leave_a_default_open() -> None:
    found = settings("envFrom: [{secretRef: {name: s}}]").get("core", "parallelism")
    assert found.value == Undetermined("Secret/s")


def test_a_broken_file_costs_its_settings_only() -> None:
    broken = config_map("cfg", airflow__cfg="no section here\n=")
    assert settings(MOUNT[0], MOUNT[1], broken).get("core", "parallelism").value == Known("32")


@pytest.mark.parametrize(
    ("text", "expected"), [("True", True), ("t", True), ("1", True), ("false", False), ("yes", None)]
)
def test_a_boolean_is_read_as_airflow_reads_it(text: str, expected: bool | None) -> None:  # noqa: FBT001 -- the expectation
    container = f"env: [{{name: AIRFLOW__CORE__LOAD_EXAMPLES, value: '{text}'}}]"
    assert settings(container).is_true("core", "load_examples") is expected


def test_a_number_that_is_none_is_unknown() -> None:
    assert settings("env: [{name: AIRFLOW__API__PORT, value: http}]").number("api", "port") is None


def in_file(text: str, *variables: str) -> Settings:
    """The settings of a container with this airflow.cfg and these variables, `NAME=value`."""
    pairs = (each.partition("=") for each in variables)
    env = ", ".join(f"{{name: {name}, value: '{value}'}}" for name, _, value in pairs)
    return settings(f"env: [{env}], {MOUNT[0]}", MOUNT[1], config_map("cfg", airflow__cfg=text))


def test_a_setting_under_its_old_name_is_still_read() -> None:
    assert in_file("[webserver]\nweb_server_port = 99").get("api", "port").text == "99"


def test_the_new_name_comes_before_the_old_one() -> None:
    assert in_file("[webserver]\nweb_server_port = 99\n[api]\nport = 98").get("api", "port").text == "98"


def test_an_old_name_in_the_environment_comes_before_the_file() -> None:
    found = in_file("[api]\nport = 98", "AIRFLOW__WEBSERVER__WEB_SERVER_PORT=97")
    assert found.get("api", "port").text == "97"


def test_an_old_name_that_airflow_3_ignores_is_no_value() -> None:
    assert in_file("[core]\nsql_alchemy_pool_size = 50").get("database", "sql_alchemy_pool_size").text == "5"


@pytest.mark.parametrize("suffix", ["cmd", "secret"])
def test_an_old_name_may_be_indirect(suffix: str) -> None:
    value = in_file(f"[core]\nsql_alchemy_conn_{suffix} = x").get("database", "sql_alchemy_conn").value
    assert isinstance(value, Elsewhere)


@pytest.mark.parametrize("suffix", ["cmd", "secret"])
def test_what_is_no_secret_is_never_indirect(suffix: str) -> None:
    found = in_file(f"[core]\nparallelism_{suffix} = x", f"AIRFLOW__CORE__PARALLELISM_{suffix.upper()}=x")
    assert found.get("core", "parallelism").text == "32"


def test_a_key_in_capitals_is_another_key() -> None:
    assert in_file("[core]\nPARALLELISM = 8").get("core", "parallelism").text == "32"


def test_a_doubled_percent_sign_in_the_file_is_one() -> None:
    assert in_file("[core]\nexecutor = a%%b").get("core", "executor").text == "a%b"


@pytest.mark.parametrize("written", ["$AIRFLOW_HOME/logs", "${AIRFLOW_HOME}/logs"])
def test_a_variable_in_a_value_is_replaced(written: str) -> None:
    found = in_file(f"[logging]\nbase_log_folder = {written}", "AIRFLOW_HOME=/opt/airflow")
    assert found.get("logging", "base_log_folder").text == "/opt/airflow/logs"


def test_a_variable_nobody_sets_stays() -> None:
    assert in_file("[core]\nexecutor = $X").get("core", "executor").text == "$X"


def test_a_secret_in_a_value_is_known_to_be_one() -> None:
    container = (
        "env: [{name: P, valueFrom: {secretKeyRef: {name: s, key: k}}}, "
        "{name: AIRFLOW__DATABASE__SQL_ALCHEMY_CONN, value: 'x:$P@y'}]"
    )
    found = settings(container).get("database", "sql_alchemy_conn")
    assert found == Setting(Known("x:$P@y", (SecretRef("s", "k"),)), found.holder, found.field)


def test_what_somebody_set_is_listed_from_variables_and_file() -> None:
    container = (
        f"env: [{{name: AIRFLOW__CORE__PARALLELISM, value: '4'}}, {{name: HOME, value: /}}], {MOUNT[0]}"
    )
    found = settings(container, MOUNT[1], FILE).stated
    assert {name: str(setting.value) for name, setting in found.items()} == {
        ("core", "parallelism"): '"4"',
        ("core", "executor"): '""',
        ("core", "fernet_key"): 'the command "cat /key"',
        ("api", "port"): '"99"',
    }


@pytest.mark.parametrize(
    ("variable", "name"),
    [
        ("AIRFLOW__API_AUTH__JWT_SECRET", ("api_auth", "jwt_secret")),
        ("AIRFLOW__API_AUTH__JWT_SECRET_CMD", ("api_auth", "jwt_secret")),
        ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_SECRET", ("database", "sql_alchemy_conn")),
        ("AIRFLOW__OAUTH__CLIENT_SECRET", ("oauth", "client_secret")),
    ],
)
def test_a_suffix_is_taken_off_where_it_is_none_of_the_name(variable: str, name: tuple[str, str]) -> None:
    assert list(settings(f"env: [{{name: {variable}, value: x}}]").stated) == [name]


COPIED = (
    "volumeMounts: [{name: scratch, mountPath: /opt/bitnami/airflow/airflow.cfg, subPath: airflow.cfg}]",
    (
        "volumes: [{name: c, configMap: {name: cfg}}, {name: scratch, emptyDir: {}}], "
        "initContainers: [{name: prepare, ARGS, volumeMounts: [{name: scratch, mountPath: /scratch}, "
        "{name: c, mountPath: /opt/bitnami/airflow/airflow.cfg, subPath: airflow.cfg}]}]"
    ),
)
SCRIPT = 'args: [bash, -c, "cp airflow.cfg /scratch; airflow_conf_set database sql_alchemy_conn $URL"]'


def copied(args: str = SCRIPT) -> Settings:
    return settings(COPIED[0], COPIED[1].replace("ARGS", args), FILE)


def test_a_file_that_an_init_container_copies_is_read_where_it_comes_from() -> None:
    setting = copied().get("core", "parallelism")
    assert (setting.text, str(setting.holder)) == ("8", "ConfigMap/cfg")


def test_what_the_init_container_does_not_name_is_the_default() -> None:
    assert copied().get("core", "default_task_retries").text == "0"


def test_what_the_init_container_writes_is_a_missing_fact() -> None:
    missing = Undetermined('what container "prepare" writes into airflow.cfg')
    assert copied().get("database", "sql_alchemy_conn").value == missing
    assert copied("args: []").get("core", "parallelism").value == missing


def test_a_scratch_volume_elsewhere_hides_nothing() -> None:
    spec = "volumes: [{name: scratch, emptyDir: {}}], initContainers: [{name: a, volumeMounts: "
    spec += "[{name: scratch, mountPath: /logs}]}]"
    container = "volumeMounts: [{name: scratch, mountPath: /opt/airflow/logs}]"
    assert settings(container, spec).get("core", "parallelism").text == "32"


def test_the_home_is_where_the_file_is_mounted() -> None:
    assert copied().get("logging", "base_log_folder").text == "/opt/bitnami/airflow/logs"
