"""Is the image made of what the overlays name, and of nothing unlocked?"""

import re
from pathlib import Path

import pytest

from lab.images.recipes import AIRFLOW

LOCK = (AIRFLOW.context / "requirements.lock").read_text()
LOCKED = dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", LOCK, re.MULTILINE))
VERSION = AIRFLOW.reference.rpartition(":")[2]
OVERLAYS = sorted((Path(__file__).parents[2] / "overlays").glob("*/kustomization.yaml"))


def test_the_airflow_is_the_one_it_is_named_after() -> None:
    assert LOCKED["apache-airflow"] == VERSION


def test_the_label_names_the_airflow_inside() -> None:
    assert f'image.version="{VERSION}"' in (AIRFLOW.context / "Dockerfile").read_text()


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda path: path.parent.name)
def test_an_overlay_names_the_same_airflow(overlay: Path) -> None:
    assert re.search(rf"name: apache/airflow\s+newTag: \"?{re.escape(VERSION)}\b", overlay.read_text())


def test_every_package_has_a_hash() -> None:
    entries = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_file_names_no_address() -> None:
    assert re.findall(r"\w+://\S+|^--.*", LOCK, re.MULTILINE) == []


def test_celery_stays_where_its_executor_loads() -> None:
    assert tuple(map(int, LOCKED["celery"].split("."))) < (5, 7)


def test_sqlalchemy_stays_where_a_plain_url_means_psycopg2() -> None:
    assert tuple(map(int, LOCKED["sqlalchemy"].split("."))) < (2, 1)
