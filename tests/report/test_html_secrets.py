"""Does a page ever show a secret?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.manifests import config_map, secret
from tests.report.html_pages import page

from airkust.model.value import Elsewhere, Known, SecretRef
from airkust.report.masking import MASK, masked, masked_text

CANARY = "Canary7Bird"
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: airflow-scheduler, namespace: airflow}}
spec:
  replicas: 2
  selector: {{matchLabels: {{component: scheduler}}}}
  template:
    metadata: {{labels: {{component: scheduler}}}}
    spec:
      containers:
        - name: airflow
          image: apache/airflow:3.3.2
          args: [scheduler]
          envFrom: [{{secretRef: {{name: keys}}}}, {{configMapRef: {{name: config}}}}]
          env:
            - {{name: AIRFLOW__{name}, value: {value!r}}}
"""
KEYS = secret(
    "keys", AIRFLOW__CORE__FERNET_KEY=CANARY, AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"x://u:{CANARY}@h/d"
)
HELD = {
    "CORE__FERNET_KEY": CANARY,
    "CORE__FERNET_KEY_CMD": f"echo {CANARY}",
    "DATABASE__SQL_ALCHEMY_CONN_CMD": f"echo {CANARY}",
    "CELERY__BROKER_URL_CMD": f"echo {CANARY}",
    "API__SECRET_KEY": CANARY,
    "API_AUTH__JWT_SECRET": CANARY,
    "SMTP__SMTP_PASSWORD": CANARY,
    "MYSECTION__ACCESS_TOKEN": CANARY,
    "DATABASE__SQL_ALCHEMY_CONN": f"postgresql://airflow:{CANARY}@db.example:5432/airflow",
    "CELERY__BROKER_URL": f"redis://:{CANARY}@redis:6379/0",
    "CELERY__RESULT_BACKEND": f"db+postgresql://airflow:{CANARY}@db.example/airflow",
    "CORE__EXECUTION_API_SERVER_URL": f"http://user:{CANARY}@api:8080/execution/",
    "API__BASE_URL": f"https://{CANARY}@airflow.example",
    "LOGGING__REMOTE_BASE_LOG_FOLDER": f"s3://key:{CANARY}@bucket/folder",
    "DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST": (
        f'[{{"classpath": "a.GitDagBundle", "kwargs": {{"repo_url": "https://x:{CANARY}@git.example/r"}}}}]'
    ),
    "LOGGING__REMOTE_TASK_HANDLER_KWARGS": f'{{"password": "two {CANARY} words"}}',
    "DATABASE__SQL_ALCHEMY_CONNECT_ARGS": f"host=db password={CANARY} port=5432",
}


@pytest.mark.parametrize("name", HELD)
def test_a_setting_with_a_secret_is_masked(name: str) -> None:
    values = {name: HELD[name], "LOGGING__REMOTE_LOGGING": "True", "CORE__EXECUTOR": "CeleryExecutor"}
    config = config_map("config", **{f"AIRFLOW__{key}": value for key, value in values.items()})
    text = page("\n---\n".join([DEPLOYMENT.format(name=name, value=HELD[name]), KEYS, config]))
    assert "airflow-scheduler" in text
    assert CANARY not in text


def test_a_pooler_with_a_password_in_its_file_is_masked() -> None:
    ini = f"[databases]\nairflow = host=db.example port=5432 user=a password={CANARY}\n"
    pooler = (
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: pool}, spec: {template: {spec: "
        "{containers: [{name: p, image: pgbouncer:1}], volumes: [{name: c, configMap: {name: ini}}]}}}}"
    )
    text = page(
        "\n---\n".join([DEPLOYMENT.format(name="A__B", value="1"), KEYS, pooler, config_map("ini", a=ini)])
    )
    assert CANARY not in text


WORD = st.text(st.characters(categories=("L", "N")), min_size=1)


@given(user=WORD, password=WORD, host=WORD)
def test_the_password_of_a_url_goes_and_the_rest_stays(user: str, password: str, host: str) -> None:
    assert masked_text(f"postgresql://{user}:{password}@{host}/db") == f"postgresql://{user}:{MASK}@{host}/db"


@given(st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="@/\"'"), min_size=1))
def test_no_character_of_a_password_ends_it_early(password: str) -> None:
    assert masked_text(f"x://u:{password}@h") == f"x://u:{MASK}@h"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://api:8080/execution/", "http://api:8080/execution/"),
        ('{"total": 8, "backoff": 0.2}', '{"total": 8, "backoff": 0.2}'),
        ("x://u:a@b@h/d", f"x://u:{MASK}@h/d"),
        ("x://u:a/b@h/d", f"x://u:{MASK}@h/d"),
        ('{"api_key": "a b", "b": 1}', f'{{"api_key": {MASK}, "b": 1}}'),
        ("https://ghp_0123456789@github.com/o/r", f"https://{MASK}@github.com/o/r"),
        ("ghp_0123456789abcdef", MASK),
    ],
)
def test_what_is_masked(text: str, shown: str) -> None:
    assert masked_text(text) == shown


def test_a_key_of_a_secret_is_named() -> None:
    assert masked("fernet_key", SecretRef("s", "k")) == 'key "k" of Secret/s'


def test_an_empty_password_is_shown_as_empty() -> None:
    assert masked("password", Known("")) == ""


def test_what_a_secrets_backend_is_asked_for_is_named() -> None:
    assert masked("fernet_key", Elsewhere("secrets backend", "fernet")) == 'the secrets backend "fernet"'
