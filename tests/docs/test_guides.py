"""Do the guides name what the overlays render, with the values they have?

Whoever copies a command at 3 a.m. must not find that a label was renamed a year ago.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from tests.rendered import ROOT, of_kind, pod_templates

OVERLAY = "ha-prod"
GUIDES = {name: (ROOT / "docs" / name).read_text() for name in ("diff.md", "production.md", "runbook.md")}
# What a command calls a kind, and what Kubernetes calls it.
KINDS = {
    "configmap": "ConfigMap",
    "cronjob": "CronJob",
    "deployment": "Deployment",
    "job": "Job",
    "networkpolicy": "NetworkPolicy",
    "pdb": "PodDisruptionBudget",
    "secret": "Secret",
    "service": "Service",
}
OBJECT = re.compile(rf"(?<![\w-])({'|'.join(KINDS)})[/ ](airflow-[\w.-]+)")
SELECTED = re.compile(r"app\.kubernetes\.io/component(?:=| in \(| notin \()([\w,-]+)")
CONTAINER = re.compile(r"deployment/(airflow-[\w-]+).* -c (\w[\w-]*)")
LOCAL_PORT = re.compile(r"deployment/(airflow-[\w-]+).*localhost:(\d+)")
FORWARDED = re.compile(r"port-forward service/(airflow-[\w-]+) (?:\d+:)?(\d+)")
# The end of a setting's name. A whole name, AIRFLOW__..., is one that a site may add.
SETTING = re.compile(r"`(?!AIRFLOW__)([A-Z][A-Z_]{7,})`(?: (\d+))?")
NAME = re.compile(r"`(airflow-[a-z][\w.-]*?)(?:-<(?:tag|hash)>)?`")


@dataclass(frozen=True)
class Vocabulary:
    """What the overlay renders, as far as commands can name it."""

    objects: frozenset[tuple[str, str]]
    components: frozenset[str]
    containers: frozenset[tuple[str, str]]
    ports: frozenset[tuple[str, str, int]]
    settings: frozenset[tuple[str, str]]

    @property
    def names(self) -> set[str]:
        return {name for _, name in self.objects}


def secrets(overlay: str) -> Iterator[str]:
    """Secrets are made by the site: they exist as far as a pod asks for them."""
    for template in pod_templates(overlay).values():
        for container in [*template["spec"]["containers"], *template["spec"].get("initContainers", [])]:
            for env in container.get("env", []):
                if "secretKeyRef" in env.get("valueFrom", {}):
                    yield env["valueFrom"]["secretKeyRef"]["name"]


def without_suffix(name: str) -> str:
    """A name without the hash of its content or the tag of its image."""
    return re.sub(r"-(?:[a-z0-9]{10}|\d+\.\d+\.\d+)$", "", name)


@cache
def vocabulary(overlay: str) -> Vocabulary:
    kinds = of_kind(overlay, *KINDS.values(), "Role", "ServiceAccount", "PriorityClass")
    named = {(found["kind"], found["metadata"]["name"]) for found in kinds}
    named |= {(kind, without_suffix(name)) for kind, name in named if kind in ("ConfigMap", "Job")}
    templates = pod_templates(overlay)
    return Vocabulary(
        objects=frozenset(named | {("Secret", name) for name in secrets(overlay)}),
        components=frozenset(
            template["metadata"]["labels"]["app.kubernetes.io/component"] for template in templates.values()
        ),
        containers=frozenset(
            (name, container["name"])
            for name, template in templates.items()
            for container in [*template["spec"]["containers"], *template["spec"].get("initContainers", [])]
        ),
        ports=frozenset(
            {
                ("Deployment", name, port["containerPort"])
                for name, template in templates.items()
                for container in template["spec"]["containers"]
                for port in container.get("ports", [])
            }
            | {
                ("Service", service["metadata"]["name"], port["port"])
                for service in of_kind(overlay, "Service")
                for port in service["spec"]["ports"]
            }
        ),
        settings=frozenset(
            (key.rsplit("__", 1)[-1], str(value))
            for config in of_kind(overlay, "ConfigMap")
            for key, value in config["data"].items()
            if key.startswith("AIRFLOW__")
        ),
    )


@pytest.fixture
def known() -> Vocabulary:
    return vocabulary(OVERLAY)


def commands(text: str) -> list[str]:
    """The commands a reader copies, one line each, pipes and continuations included."""
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    return [line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]


def wrong(command: str, known: Vocabulary) -> list[str]:
    """What a command names and the overlay does not have."""
    objects = [(KINDS[kind], name) for kind, name in OBJECT.findall(command)]
    selected = [one for many in SELECTED.findall(command) for one in many.split(",") if one]
    containers = CONTAINER.findall(command)
    ports = [("Deployment", name, int(port)) for name, port in LOCAL_PORT.findall(command)]
    ports += [("Service", name, int(port)) for name, port in FORWARDED.findall(command)]
    return [
        *(f"{kind} {name}" for kind, name in objects if (kind, name) not in known.objects),
        *(f"component {one}" for one in selected if one not in known.components),
        *(f"container {name} of {of}" for of, name in containers if (of, name) not in known.containers),
        *(f"port {port[2]} of {port[1]}" for port in ports if port not in known.ports),
    ]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_names_what_the_overlay_renders(guide: str, known: Vocabulary) -> None:
    assert [fault for command in commands(GUIDES[guide]) for fault in wrong(command, known)] == []


@pytest.mark.parametrize("overlay", ["dev", "okteto"])
def test_every_command_of_an_overlays_readme_names_what_it_renders(overlay: str) -> None:
    found = commands((ROOT / "overlays" / overlay / "README.md").read_text())
    assert [command for command in found if command.startswith("kubectl ")] != []
    assert [fault for command in found for fault in wrong(command, vocabulary(overlay))] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_object_in_the_text_is_rendered(guide: str, known: Vocabulary) -> None:
    assert sorted(set(NAME.findall(GUIDES[guide])) - known.names) == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_setting_in_the_text_is_set_to_the_value_that_stands_beside_it(
    guide: str, known: Vocabulary
) -> None:
    values = dict(known.settings)
    named = [(name, value or values.get(name)) for name, value in SETTING.findall(GUIDES[guide])]
    assert [one for one in named if one not in known.settings] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_there_are_commands_to_copy(guide: str) -> None:
    assert [command for command in commands(GUIDES[guide]) if command.startswith("kubectl ")] != []


@pytest.mark.parametrize("guide", GUIDES)
def test_no_command_shows_a_secret(guide: str) -> None:
    shown = re.compile(r"get secrets?\b.*-o|describe secret|\benv\b *$|printenv|db shell")
    assert [command for command in commands(GUIDES[guide]) if shown.search(command)] == []


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("kubectl -n airflow logs deployment/airflow-webserver", "Deployment airflow-webserver"),
        ("kubectl -n airflow get pods -l app.kubernetes.io/component=worker", "component worker"),
        ("kubectl -n airflow get pods -l 'app.kubernetes.io/component in (task,worker)'", "component worker"),
        (
            "kubectl -n airflow exec deployment/airflow-scheduler -c scheduler -- true",
            "container scheduler of airflow-scheduler",
        ),
        (
            "kubectl -n airflow port-forward service/airflow-api-server 8080:80",
            "port 80 of airflow-api-server",
        ),
    ],
)
def test_a_name_that_is_not_rendered_is_found(command: str, fault: str, known: Vocabulary) -> None:
    assert wrong(command, known) == [fault]
