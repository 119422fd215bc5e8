"""Who calls whom, and how do we know?"""

import pytest
from tests.model.manifests import config_map, rendering, secret

from airkust.model.traffic import Traffic, traffic

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, namespace: n}}
spec:
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      serviceAccountName: {name}
      containers: [{{name: c, image: "{image}", args: [{args}], env: [{env}]}}]
{volumes}"""
AIRFLOW = "apache/airflow:3.3.2"
CONN = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
BY_SECRET = f"{{name: {CONN}, valueFrom: {{secretKeyRef: {{name: url, key: k}}}}}}"


def deployment(name: str, args: str = "", env: str = "", image: str = AIRFLOW, volumes: str = "") -> str:
    return DEPLOYMENT.format(name=name, args=args, env=env, image=image, volumes=volumes)


def setting(name: str, value: str) -> str:
    return f"{{name: AIRFLOW__{name}, value: '{value}'}}"


def service(name: str) -> str:
    return (
        f"{{apiVersion: v1, kind: Service, metadata: {{name: {name}, namespace: n}}, "
        f"spec: {{selector: {{app: {name}}}, ports: [{{port: 80}}]}}}}"
    )


def policy(source: str, target: str) -> str:
    return (
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: allow, namespace: n}, "
        f"spec: {{podSelector: {{matchLabels: {{app: {source}}}}}, policyTypes: [Egress], "
        f"egress: [{{to: [{{podSelector: {target}}}]}}]}}}}"
    )


def calls(*documents: str) -> dict[tuple[str, str], str]:
    """Purpose by the names of caller and called; with a question mark where it is a conclusion."""
    return {
        (link.source.name, link.target.name): link.purpose + ("" if link.certain else "?")
        for link in found(*documents).links
    }


def found(*documents: str) -> Traffic:
    made = traffic(rendering(*documents))
    assert made is not None
    return made


def test_people_call_what_serves_the_user_interface() -> None:
    both = calls(
        deployment("ui", "api-server, --apps, core"), deployment("ex", "api-server, --apps, execution")
    )
    assert both == {("people, programs", "ui"): "user interface, REST API"}


def test_a_host_that_is_a_service_is_what_it_selects() -> None:
    env = setting("DATABASE__SQL_ALCHEMY_CONN", "postgresql://u:p@db.n.svc:5432/a")
    made = calls(deployment("s", "scheduler", env), service("db"), deployment("db", image="postgres:17"))
    assert made[("s", "db")] == "SQL"


def test_another_host_is_outside_and_without_its_password() -> None:
    env = setting("DATABASE__SQL_ALCHEMY_CONN", "postgresql://u:secret@db.example/a")
    made = found(deployment("s", "scheduler", env))
    [target] = [party for party in made.parties if party.name == "metadata database"]
    assert target.detail == "db.example"
    assert "secret" not in repr(made)


def test_a_password_that_stands_in_a_secret_leaves_the_host_readable() -> None:
    env = (
        "{name: P, valueFrom: {secretKeyRef: {name: s, key: k}}}, "
        f"{{name: {CONN}, value: 'postgresql://u:$(P)@db.example/a'}}"
    )
    assert calls(deployment("s", "scheduler", env))[("s", "metadata database")] == "SQL"


def test_a_url_in_a_secret_is_the_only_database_there_is() -> None:
    made = calls(deployment("s", "scheduler", BY_SECRET), deployment("db", image="postgres:17"))
    assert made[("s", "db")] == "SQL?"


def test_a_url_in_a_secret_is_the_pooler_a_policy_names() -> None:
    pool = deployment("pool", image="edoburu/pgbouncer:1")
    made = calls(deployment("s", "scheduler", BY_SECRET), pool, policy("s", "{matchLabels: {app: pool}}"))
    assert made[("s", "pool")] == "SQL?"


def test_a_url_in_a_secret_is_the_pooler_that_reads_the_same_secret() -> None:
    volumes = "      volumes: [{name: v, secret: {secretName: url}}]\n"
    pool = deployment("pool", image="edoburu/pgbouncer:1", volumes=volumes)
    assert calls(deployment("s", "scheduler", BY_SECRET), pool)[("s", "pool")] == "SQL?"


def test_a_pooler_calls_the_hosts_of_its_file() -> None:
    volumes = "      volumes: [{name: v, configMap: {name: ini}}]\n"
    ini = config_map(
        "ini", f="[databases]\n; host=no\na = host=db.example port=6000 dbname=a\n[pgbouncer]\nx = host=y"
    )
    made = found(
        deployment("s", "scheduler", BY_SECRET), deployment("pool", image="pgbouncer:1", volumes=volumes), ini
    )
    [link] = [link for link in made.links if link.source.name == "pool"]
    assert (link.target.detail, link.certain) == ("db.example:6000", True)


def test_the_data_of_a_secret_decides_nothing() -> None:
    held = secret("url", k="postgresql://u:p@elsewhere.example/a")
    parties = found(deployment("s", "scheduler", BY_SECRET), held).parties
    assert [party.name for party in parties if "elsewhere" in party.name + party.detail] == []


def test_a_default_database_is_no_call() -> None:
    assert calls(deployment("s", "scheduler")) == {}


@pytest.mark.parametrize("executor", ["KubernetesExecutor", "LocalExecutor,KubernetesExecutor"])
def test_an_executor_that_makes_pods_calls_kubernetes(executor: str) -> None:
    made = calls(deployment("s", "scheduler", setting("CORE__EXECUTOR", executor)))
    assert made[("s", "Kubernetes API")] == "makes task pods"


def test_a_bound_account_calls_kubernetes() -> None:
    role = (
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r, namespace: n}, "
        "rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]}"
    )
    binding = (
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: n}, "
        "roleRef: {kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: a, namespace: n}]}"
    )
    made = calls(deployment("a", "api-server, --apps, core"), role, binding)
    assert made[("a", "Kubernetes API")] == "asks about pods"


def test_logs_go_where_their_folder_is() -> None:
    env = ", ".join(
        [
            setting("LOGGING__REMOTE_LOGGING", "True"),
            setting("LOGGING__REMOTE_BASE_LOG_FOLDER", "s3://key:secret@bucket/deep"),
        ]
    )
    made = found(deployment("t", "triggerer", env))
    assert [(link.source.name, link.target.detail) for link in made.links] == [("t", "s3://bucket")]
    assert "secret" not in repr(made)


def test_dags_come_from_the_bundles_that_are_no_folder() -> None:
    bundles = (
        '[{"name": "a", "classpath": "x.LocalDagBundle"}, '
        '{"name": "b", "classpath": "x.GitDagBundle", "kwargs": {"repo_url": "https://t:s@git.example/r"}}]'
    )
    made = found(deployment("d", "dag-processor", setting("DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST", bundles)))
    assert [(link.source.name, link.target.detail) for link in made.links] == [("d", "git.example")]


def test_workers_of_celery_call_their_broker_and_the_execution_api() -> None:
    env = ", ".join(
        [
            setting("CORE__EXECUTOR", "CeleryExecutor"),
            setting("CELERY__BROKER_URL", "redis://:p@redis:6379/0"),
            setting("CORE__EXECUTION_API_SERVER_URL", "http://api/execution/"),
        ]
    )
    parts = deployment("s", "scheduler", env), deployment("w", "celery, worker", env)
    made = calls(
        *parts,
        deployment("redis", image="redis:7"),
        service("redis"),
        deployment("api", "api-server"),
        service("api"),
    )
    assert {
        ("s", "redis"): "queue of tasks",
        ("w", "redis"): "queue of tasks",
        ("w", "api"): "execution API",
    }.items() <= made.items()


def test_a_policy_that_names_the_pods_of_another_is_a_call() -> None:
    made = calls(
        deployment("a", "api-server"), deployment("t", "triggerer"), policy("a", "{matchLabels: {app: t}}")
    )
    assert made[("a", "t")] == "allowed by policy"


def test_a_policy_that_allows_everybody_is_none() -> None:
    made = calls(deployment("a", "api-server"), deployment("t", "triggerer"), policy("a", "{}"))
    assert ("a", "t") not in made


def test_too_many_callers_are_not_drawn() -> None:
    assert traffic(rendering(*(deployment(f"s{n}", "scheduler") for n in range(61)))) is None
