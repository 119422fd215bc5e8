"""How do the tests talk to Airflow? By its REST API, as a user's script would."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

from tests.cluster.kubectl import Kubectl, wait_until

SECONDS_PER_REQUEST = 60  # a cold api-server on two shared cores answers late


@dataclass
class AirflowApi:
    """The public API of one Airflow.

    Attributes:
        url: Root of the api-server, without a slash at its end.
        login: User name and password, for `auth-fab`; None for `auth-simple`.
    """

    url: str
    login: tuple[str, str] | None = None

    @cached_property
    def token(self) -> str:
        """A token of the user, or of the anonymous admin that auth-simple gives to everybody."""
        if self.login is None:
            answer = self._send("GET", "/auth/token", authorised=False)
        else:
            body = {"username": self.login[0], "password": self.login[1]}
            answer = self._send("POST", "/auth/token", body, authorised=False)
        return str(answer["access_token"])

    def get(self, path: str) -> dict[str, Any]:
        return self._send("GET", f"/api/v2{path}")

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._send("POST", f"/api/v2{path}", body)

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._send("PATCH", f"/api/v2{path}", body)

    def end_runs(self) -> None:
        """Call every run that is under way failed, so that nothing of it starts any more."""
        for run in self.get("/dags/~/dagRuns?state=running&state=queued&limit=100")["dag_runs"]:
            self.patch(f"/dags/{run['dag_id']}/dagRuns/{run['dag_run_id']}", {"state": "failed"})

    def _send(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, authorised: bool = True
    ) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 -- our own forwarded port
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        if authorised:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_PER_REQUEST) as response:  # noqa: S310
                answer: dict[str, Any] = json.load(response)
                return answer
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read(500)!r}") from error

    def has_dag(self, dag_id: str) -> bool:
        """Tell whether the dag-processor has put the DAG into the database yet."""
        return any(dag["dag_id"] == dag_id for dag in self.get("/dags?limit=100")["dags"])

    def trigger(self, dag_id: str, conf: dict[str, Any] | None = None) -> str:
        """Start a run as soon as the DAG is known, and return the run's id."""
        wait_until(lambda: self.has_dag(dag_id), f"DAG {dag_id} to be parsed")
        body = {"logical_date": None, "conf": conf or {}}
        return str(self.post(f"/dags/{dag_id}/dagRuns", body)["dag_run_id"])

    def state(self, dag_id: str, run_id: str) -> str:
        return str(self.get(f"/dags/{dag_id}/dagRuns/{run_id}")["state"])

    def wait_for_end(self, dag_id: str, run_id: str, *, deadline: float = 600) -> str:
        """Wait until the run has ended, and return its state: `success` or `failed`."""

        def ended() -> str | None:
            state = self.state(dag_id, run_id)
            return state if state in {"success", "failed"} else None

        return wait_until(ended, f"run {run_id} of {dag_id} to end", deadline=deadline, pause=2) or ""

    def task_instances(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        listed = self.get(f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances?limit=1000")
        return list(listed["task_instances"])

    def log(self, dag_id: str, run_id: str, task_id: str, *, try_number: int = 1, map_index: int = -1) -> str:
        """Return the text of a task's log, one event a line."""
        path = f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/logs/{try_number}"
        content = self.get(f"{path}?map_index={map_index}")["content"]
        return "\n".join(e["event"] if isinstance(e, dict) else str(e) for e in content)


@contextmanager
def reached(kubectl: Kubectl, login: tuple[str, str] | None = None) -> Iterator[AirflowApi]:
    """The Airflow of a namespace, once its api-server answers, while the block runs."""
    with kubectl.forwarded("service/airflow-api-server", 8080) as port:
        url = f"http://127.0.0.1:{port}"
        wait_until(lambda: answers(url), "the api-server to answer")
        yield AirflowApi(url, login)


def answers(url: str) -> bool:
    """Tell whether the api-server behind the URL answers at all."""
    try:
        with urllib.request.urlopen(f"{url}/api/v2/version", timeout=SECONDS_PER_REQUEST) as response:  # noqa: S310
            return bool(response.status == HTTPStatus.OK)
    except OSError:
        return False
