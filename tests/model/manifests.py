"""Short ways to write the manifests that tests of the model ask about."""

from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.parse import parse


def rendering(*documents: str) -> Rendering:
    """What these documents render to."""
    return parse("\n---\n".join(documents).encode(), name="test")


def config_map(name: str, **data: str) -> str:
    """A ConfigMap. Underscores in keys stay; `key__yaml` spells `key.yaml`, `key__cfg` `key.cfg`."""
    return _with_data("ConfigMap", "data", name, data)


def secret(name: str, **data: str) -> str:
    """A Secret."""
    return _with_data("Secret", "stringData", name, data)


def pod(container: str, spec: str = "", name: str = "p") -> str:
    """A Pod with one container, both bodies given as flow-style YAML without braces."""
    rest = f", {spec}" if spec else ""
    return (
        f"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}}}, "
        f"spec: {{containers: [{{name: airflow, image: 'apache/airflow:3', {container}}}]{rest}}}}}"
    )


def only_workload(*documents: str) -> tuple[Rendering, Workload]:
    """The rendering of these documents, and the one workload in it."""
    found = rendering(*documents)
    [workload] = found.workloads
    return found, workload


def _with_data(kind: str, part: str, name: str, data: dict[str, str]) -> str:
    lines = [f"apiVersion: v1\nkind: {kind}\nmetadata:\n  name: {name}\n{part}:"]
    for key, text in data.items():
        spelled = key.replace("__yaml", ".yaml").replace("__cfg", ".cfg")
        lines.append(f"  {spelled}: |-\n" + "\n".join(f"    {line}" for line in text.splitlines()))
    return "\n".join(lines)
