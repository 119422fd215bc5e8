"""What do the tests of ha-prod call things, and how long do they wait?"""

from tests.cluster.kubectl import Kubectl

NAMESPACE = "airflow"
SITE = "airflow-site"
LOGIN = ("admin", "insecure-dev-only")
# Seconds until a rollout counts as hung: twelve pods of Airflow start at once on two shared cores.
ROLLOUT = 1500

COMPONENTS = ("api-server", "dag-processor", "execution-api", "pgbouncer", "scheduler", "triggerer")
LABEL = "app.kubernetes.io/component"
CORE = f"{LABEL} in ({', '.join(COMPONENTS)})"
TASKS = "kubernetes_executor=True"


def commit(kubectl: Kubectl) -> str:
    """The newest commit of the site's repository."""
    git = ["exec", "deployment/git", "--", "git", "-C", "/tmp/dags.git"]  # noqa: S108 -- in the pod
    return Kubectl(kubectl.kubeconfig, SITE).run(*git, "rev-parse", "main").strip()
