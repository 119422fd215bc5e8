"""What is applied: the site on a node of its own, and how a user would change a setting or the image?"""

import re
import shutil
from pathlib import Path

from tests.cluster.ha import layer
from tests.cluster.kubectl import ROOT

from lab import binaries, node
from lab.layout import Lab
from lab.process import run

HERE = Path(__file__).parent
BUILD = ROOT / "build" / "drills"
COPIED = ("base", "components", "overlays", "tests/cluster/ha/site", "tests/cluster/drills/site")
OVERLAY = "overlays/ha-prod/kustomization.yaml"
IMAGE = re.compile(r"(- name: apache/airflow\n\s+newTag: )(\S+)")


def written(*, settings: dict[str, str] | None = None, next_tag: str | None = None) -> str:
    """Write the overlay and return its path for kubectl.

    Args:
        settings: Of Airflow, beyond those of ha-prod.
        next_tag: Instead of the image's tag, changed in a copy of ha-prod, as a user's is one.
    """
    tree = ROOT if next_tag is None else _copied(next_tag)
    return layer.write(
        BUILD / "site", tree / "tests/cluster/drills/site", [HERE / "dags" / "drill.py"], settings
    )


def tag() -> str:
    """The image's tag in ha-prod."""
    found = IMAGE.search((ROOT / OVERLAY).read_text())
    assert found, f"no tag of apache/airflow in {OVERLAY}"
    return found[2]


def give_tag(lab: Lab, next_tag: str) -> None:
    """Give the image another tag in every node, as if it had been built anew."""
    image = "docker.io/apache/airflow"
    for place in lab.nodes():
        ctr = [*node.enter(place), binaries.path(lab, "ctr"), "--namespace", "k8s.io"]
        run([*ctr, "images", "tag", "--force", f"{image}:{tag()}", f"{image}:{next_tag}"])


def _copied(next_tag: str) -> Path:
    tree = BUILD / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    for folder in COPIED:
        shutil.copytree(ROOT / folder, tree / folder)
    file = tree / OVERLAY
    file.write_text(IMAGE.sub(rf"\g<1>{next_tag}", file.read_text()))
    return tree
