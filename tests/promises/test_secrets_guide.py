"""Does docs/secrets.md know who reads which key of ha-prod, and restart all of them?"""

import re

import pytest
from tests.rendered import ROOT, Document, pod_templates

GUIDE = (ROOT / "docs/secrets.md").read_text()
ROWS: list[tuple[str, str, str]] = re.findall(
    r"^\| `([^`]+)` \| `([^`]+)` \| ([^|]+) \|", GUIDE, re.MULTILINE
)


def keys_in(template: Document) -> set[tuple[str, str]]:
    """The Secrets and keys a pod takes, as variables or as files of the key's name."""
    spec = template["spec"]
    variables = {
        (source["name"], source["key"])
        for container in [*spec["containers"], *spec.get("initContainers", [])]
        for entry in container.get("env", [])
        if (source := entry.get("valueFrom", {}).get("secretKeyRef"))
    }
    volumes = {source["secretName"] for v in spec.get("volumes", []) if (source := v.get("secret"))}
    return variables | {(name, key) for name, key, _readers in ROWS if name in volumes and "." in key}


def readers(name: str, key: str) -> set[str]:
    return {
        template["metadata"]["labels"]["app.kubernetes.io/component"]
        for template in pod_templates("ha-prod").values()
        if (name, key) in keys_in(template)
    }


def restarted(key: str) -> set[str]:
    """The components that the key's own section restarts by name."""
    section = GUIDE.partition(f"### {key}\n")[2].partition("\n##")[0]
    loops = [word for words in re.findall(r"for component in ([^;]+);", section) for word in words.split()]
    return {*loops, *re.findall(r"deployment/airflow-([a-z-]+)", section)}


@pytest.mark.parametrize(("name", "key", "told"), ROWS)
def test_the_readers_of_a_key_are_those_told(name: str, key: str, told: str) -> None:
    assert set(told.split(", ")) == readers(name, key)


@pytest.mark.parametrize("key", ["fernet-key", "jwt-secret", "api-secret-key"])
def test_a_new_key_restarts_all_its_readers(key: str) -> None:
    assert restarted(key) == readers("airflow-secrets", key)
