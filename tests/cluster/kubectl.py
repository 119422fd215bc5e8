"""How do the tests talk to the cluster? By the real kubectl, as a user would."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

KUBECTL = Path(sys.executable).with_name("kubectl")  # of the wheel the product depends on
ROOT = Path(__file__).parents[2]


class DidNotHappenError(AssertionError):
    """What a test waited for did not come within its deadline."""


T = TypeVar("T")


def wait_until(question: Callable[[], T], what: str, *, deadline: float = 300, pause: float = 1) -> T:
    """Ask until the answer is truthy, and return it.

    Args:
        question: Gives something truthy once it has happened.
        what: Completes "waited for ...".
        deadline: Seconds, generous: it ends a hang and judges no speed.
        pause: Seconds between two questions.

    Raises:
        DidNotHappenError: The deadline is over; names the last answer.
    """
    end = time.monotonic() + deadline
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise DidNotHappenError(f"waited {deadline:.0f} s for {what}; last answer: {answer!r}")
        time.sleep(pause)


@dataclass(frozen=True)
class Kubectl:
    """kubectl on one cluster and one namespace."""

    kubeconfig: Path
    namespace: str = "default"

    def argv(self, *args: str) -> list[str]:
        return [str(KUBECTL), "--kubeconfig", str(self.kubeconfig), "--namespace", self.namespace, *args]

    def run(self, *args: str, check: bool = True, timeout: float = 300) -> str:
        """Run it and return its standard output.

        Raises:
            AssertionError: It ended with an error and `check` is set; shows what it said.
        """
        done = subprocess.run(
            self.argv(*args), check=False, capture_output=True, text=True, timeout=timeout, cwd=ROOT
        )
        if check and done.returncode != 0:
            raise AssertionError(f"kubectl {' '.join(args)}: exit {done.returncode}\n{done.stderr}")
        return done.stdout

    def items(self, kind: str, *args: str) -> list[dict[str, Any]]:
        """List the objects of a kind (or several, comma-separated)."""
        listed: dict[str, list[dict[str, Any]]] = json.loads(self.run("get", kind, *args, "--output", "json"))
        return listed["items"]

    @contextmanager
    def namespace_made(self) -> Iterator[None]:
        """Make the namespace for the block, ready to take pods, and delete it afterwards.

        A pod that names no service account is refused until the controller manager has made "default".
        """
        self.run("create", "namespace", self.namespace)
        self.run("wait", "serviceaccount/default", "--for=create", "--timeout=120s")
        yield
        self.run("delete", "namespace", self.namespace)

    def await_rollouts(self, deadline: float) -> None:
        """Wait until every Deployment and StatefulSet of the namespace has all its replicas.

        Args:
            deadline: Seconds for each of them, generous: it ends a hang and judges no speed.

        Raises:
            AssertionError: One is not complete by then; shows what kubectl said.
        """
        for item in self.items("deployment,statefulset"):
            name = f"{item['kind'].lower()}/{item['metadata']['name']}"
            self.run("rollout", "status", name, f"--timeout={deadline:.0f}s", timeout=deadline + 30)

    @contextmanager
    def forwarded(self, target: str, port: int) -> Iterator[int]:
        """Forward a local port to the target while the block runs, and give the local port."""
        with subprocess.Popen(
            self.argv("port-forward", target, f":{port}"), stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as process:
            try:
                assert process.stdout is not None
                line = process.stdout.readline()  # "Forwarding from 127.0.0.1:41234 -> 8080"
                if "->" not in line:
                    raise AssertionError(f"kubectl port-forward {target} ended at once")
                yield int(line.split("->")[0].rsplit(":", 1)[1])
            finally:
                process.terminate()
