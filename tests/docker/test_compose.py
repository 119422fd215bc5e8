"""Is docker/compose.yaml a valid Compose file, and does it run what the overlays run, as narrowly?"""

import json
import re
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from ruamel.yaml import YAML
from tests.rendered import ROOT, pod_templates

FILE = ROOT / "docker/compose.yaml"
SCHEMA = ROOT / "tests/file_formats/compose/compose-spec.json"
COMPOSE: dict[str, Any] = YAML(typ="safe").load(FILE.read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
AIRFLOW = sorted(set(SERVICES) - {"postgres"})


def deployed(service: str) -> dict[str, Any]:
    """The container of overlays/dev that the service stands for."""
    name = "airflow-migrations-3.3.2" if service == "migrations" else f"airflow-{service}"
    container: dict[str, Any] = pod_templates("dev")[name]["spec"]["containers"][0]
    return container


def test_it_holds_to_the_compose_specification() -> None:
    jsonschema.validate(COMPOSE, json.loads(SCHEMA.read_text()), cls=jsonschema.Draft201909Validator)


@pytest.mark.parametrize("service", AIRFLOW)
def test_a_service_runs_the_command_and_the_image_of_the_overlays(service: str) -> None:
    assert SERVICES[service]["command"] == deployed(service)["args"]
    image = deployed(service)["image"]
    assert SERVICES[service]["image"] == f"${{AIRFLOW_IMAGE:-docker.io/{image}}}"


def test_the_database_is_that_of_the_overlays() -> None:
    image = pod_templates("dev")["airflow-database"]["spec"]["containers"][0]["image"]
    assert SERVICES["postgres"]["image"] == f"docker.io/library/{image}"


@pytest.mark.parametrize("service", AIRFLOW)
def test_a_service_has_no_right_that_its_pod_lacks(service: str) -> None:
    assert SERVICES[service]["read_only"] is True
    assert SERVICES[service]["cap_drop"] == ["ALL"]
    assert SERVICES[service]["security_opt"] == ["no-new-privileges"]


@pytest.mark.parametrize("service", sorted(set(SERVICES) - {"migrations"}))
def test_what_stays_up_is_restarted_and_checked(service: str) -> None:
    assert SERVICES[service]["restart"] == "unless-stopped"
    assert SERVICES[service]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("service", ["dag-processor", "triggerer"])
def test_a_heartbeat_is_asked_for_as_the_probe_does(service: str) -> None:
    assert (
        SERVICES[service]["healthcheck"]["test"][1:] == deployed(service)["livenessProbe"]["exec"]["command"]
    )


def test_only_this_machine_reaches_it() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_every_file_it_names_is_there() -> None:
    files = {path for service in SERVICES.values() for path in service.get("env_file", [])}
    mounted = re.findall(r"(\.\.?/[\w./-]+)\}?:/", FILE.read_text())
    assert mounted
    assert [path for path in {*files, *mounted} if not (FILE.parent / path).exists()] == []


def test_no_key_has_a_value_here_nor_a_default() -> None:
    keys = re.findall(r"\$\{([A-Z_]*(?:PASSWORD|KEY|JWT_SECRET))([^}]*)\}", FILE.read_text())
    assert {name for name, _ in keys} == {"POSTGRES_PASSWORD", "FERNET_KEY", "API_SECRET_KEY", "JWT_SECRET"}
    assert {rest for _, rest in keys} == {":?run docker/secrets.sh first"}
