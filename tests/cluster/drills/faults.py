"""How is something of Airflow broken? What several drills do alike."""

import time

from tests.cluster.drills.core import Object
from tests.cluster.drills.stage import Stage
from tests.cluster.ha.facts import ROLLOUT, SITE
from tests.cluster.kubectl import Kubectl, wait_until

from lab import faults
from lab import node as lab_node
from lab.progress import Progress


def lose(stage: Stage, pod: Object) -> None:
    """Kill a pod's processes without a word, and take the pod away, as when its machine forgets it."""
    stage.core.gone_pods.add(pod["metadata"]["uid"])
    name = pod["metadata"]["name"]
    faults.kill_pod(stage.lab, stage.kubectl.namespace, name, Progress())
    stage.kubectl.run("delete", "pod", name, "--force", "--grace-period=0", "--wait=false")


def lose_oldest(stage: Stage, component: str) -> None:
    """Lose the replica that clients have been connected to for longest."""
    lose(stage, stage.core.of(component)[0])


def database_away(stage: Stage, seconds: float) -> None:
    """Kill PostgreSQL hard, and start it on the same data after a while."""
    site = Kubectl(stage.kubectl.kubeconfig, SITE)
    server = ["exec", "deployment/database", "--", "bash", "-c"]
    site.run(*server, "touch /tmp/away; kill -KILL $(head -1 $PGDATA/postmaster.pid)")
    time.sleep(seconds)
    site.run(*server, "rm /tmp/away")


def wait_until_not_ready(stage: Stage, node: str) -> None:
    """Wait until Kubernetes has missed a node: from then on nothing is sent there."""
    place = stage.lab.node_named(node)
    wait_until(lambda: not lab_node.is_ready(place), f"{node} to be missed", deadline=600)


def restored(stage: Stage, node: str) -> None:
    """Bring a killed or cut-off node back."""
    faults.restore(stage.lab.node_named(node), Progress())
    stage.core.gone_nodes.discard(node)


def roll_out(stage: Stage, overlay: str) -> None:
    """Apply an overlay and wait until every Deployment is as it says."""
    Kubectl(stage.kubectl.kubeconfig, "").run("apply", "-k", overlay)
    stage.kubectl.await_rollouts(ROLLOUT)
