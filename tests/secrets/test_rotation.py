"""How one key is changed in a file, and everything else in it kept."""

import base64
import re
import traceback

import pytest
from ruamel.yaml import YAML

from airkust.errors import InputError
from airkust.secrets.needed import NeededSecret
from airkust.secrets.rotation import read_secret_file

SECRET = NeededSecret("airflow", "airflow-secrets", ("jwt-secret",))
FILE = """\
# who made this and when
apiVersion: v1
kind: Secret
metadata:
  name: airflow-database
data:
  connection: "b2xk" # quoted
---
apiVersion: v1
kind: Secret
metadata:
  name: airflow-secrets
  namespace: airflow
  labels: {team: data}
data:
  jwt-secret: b2xk
  mine: a2VlcA==
"""
LIST = """\
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata:
    name: airflow-secrets
    resourceVersion: '7'
  data:
    jwt-secret: b2xk
"""


def changed(text: str, key: str = "jwt-secret") -> str:
    """The file after a key was changed to `new`."""
    file = read_secret_file(text.encode(), "f.yaml")
    file.change(SECRET, key, lambda _old, _where: "new")
    return file.write().decode()


def refused(text: str, key: str = "jwt-secret") -> str:
    """Why a file was refused."""
    with pytest.raises(InputError) as raised:
        changed(text, key)
    return str(raised.value)


def test_nothing_but_the_value_changes() -> None:
    before, after = FILE.rsplit("b2xk", 1)
    assert changed(FILE) == f"{before}bmV3{after}"


def test_a_secret_from_the_cluster_is_changed() -> None:
    assert changed(LIST) == LIST.replace("b2xk", "bmV3")


def test_plain_text_stays_plain() -> None:
    plain = FILE.replace("data:\n  jwt-secret: b2xk", "stringData:\n  jwt-secret: old")
    assert changed(plain) == plain.replace("jwt-secret: old", "jwt-secret: new")


def test_json_stays_json() -> None:
    text = '{"kind": "Secret", "metadata": {"name": "airflow-secrets"}, "data": {"jwt-secret": "b2xk"}}\n'
    assert changed(text) == text.replace("b2xk", "bmV3")


def test_the_change_is_told_the_old_value_and_its_place() -> None:
    file = read_secret_file(FILE.encode(), "f.yaml")
    file.change(SECRET, "jwt-secret", lambda old, where: f"{old}, {where}")
    value = list(YAML(typ="safe").load_all(file.write()))[1]["data"]["jwt-secret"]
    assert base64.b64decode(value) == b'old, f.yaml: key "jwt-secret" of Secret/airflow-secrets'


def test_a_new_value_can_be_read_back() -> None:
    documents = list(YAML(typ="safe").load_all(changed(FILE)))
    assert base64.b64decode(documents[1]["data"]["jwt-secret"]) == b"new"


def test_a_file_without_the_secret_is_refused() -> None:
    assert refused(FILE.replace("kind: Secret", "kind: SealedSecret")) == (
        "f.yaml: holds no Secret/airflow-secrets"
    )


def test_a_secret_of_another_namespace_is_another_one() -> None:
    other = FILE.replace("namespace: airflow", "namespace: other")
    assert refused(other) == "f.yaml: holds no Secret/airflow-secrets"


def test_a_secret_without_the_key_is_refused() -> None:
    assert refused(FILE, "fernet-key") == 'f.yaml: Secret/airflow-secrets holds no key "fernet-key"'


def test_a_value_that_is_no_base64_is_refused_and_not_quoted() -> None:
    text = FILE.replace("jwt-secret: b2xk", "jwt-secret: c4n4ry!")
    assert refused(text) == 'f.yaml: key "jwt-secret" of Secret/airflow-secrets is no text in base64'


def test_a_value_that_is_no_text_is_refused() -> None:
    text = FILE.replace("jwt-secret: b2xk", "jwt-secret: 7")
    assert refused(text) == 'f.yaml: key "jwt-secret" of Secret/airflow-secrets is no text'


INVALID = ["jwt-secret: *c4n4ry", "jwt-secret: b2xk\n  mine: c4n4ry", "jwt-secret: 'c4n4ry", "x: !c!4 n4ry"]


@pytest.mark.parametrize("line", INVALID)
def test_invalid_yaml_names_the_line_and_quotes_nothing(line: str) -> None:
    told = refused(FILE.replace("jwt-secret: b2xk", line))
    assert re.fullmatch(r"f\.yaml:[0-9]+: invalid YAML", told)


@pytest.mark.parametrize("line", [*INVALID, "jwt-secret: c4n4ry!"])
def test_not_even_a_traceback_quotes_a_value(line: str) -> None:
    with pytest.raises(InputError) as raised:
        changed(FILE.replace("jwt-secret: b2xk", line))
    assert "4ry" not in "".join(traceback.format_exception(raised.value))


def test_a_file_does_not_show_its_values() -> None:
    assert "b2xk" not in repr(read_secret_file(FILE.encode(), "f.yaml"))
