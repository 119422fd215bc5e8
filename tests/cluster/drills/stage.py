"""How does one drill go? Load, fault in its middle, the end of the load, full strength, and the cost."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.cluster.airflow_api import AirflowApi
from tests.cluster.drills import figures, results
from tests.cluster.drills.core import Core
from tests.cluster.drills.figures import Final, Task
from tests.cluster.drills.ledger import Ledger
from tests.cluster.drills.load import Load
from tests.cluster.drills.metadata import AWAY, Metadata
from tests.cluster.drills.outcome import Goal, Outcome
from tests.cluster.drills.recorder import Record, probing, recording
from tests.cluster.ha.facts import TASKS
from tests.cluster.kubectl import Kubectl, wait_until

from lab.layout import Lab

HUNG = 1800.0  # seconds until a run, or the way back to full strength, counts as hung
SETTLED = 5  # seconds without a lack before a drill begins
RIPE = 4  # short tasks that have ended when the fault comes
STREAM = "short"


@dataclass
class Stage:
    """ha-prod on the lab, and what a drill needs of it.

    Attributes:
        lab: The cluster.
        kubectl: In Airflow's namespace.
        core: Airflow's pods.
        metadata: Airflow's database.
        ledger: Where tasks report.
        urls: The addresses of the Services `ui` and `execution`.
        login: A user of the public API.
        folder: Where the records of each drill go.
        writes: Whether figures go into docs/drills.json.
        load: What runs meanwhile.
        touched: The tasks whose pods the fault under way has killed: faults add to it.
    """

    lab: Lab
    kubectl: Kubectl
    core: Core
    metadata: Metadata
    ledger: Ledger
    urls: dict[str, str]
    login: tuple[str, str]
    folder: Path
    writes: bool
    load: Load
    touched: set[Task] = field(default_factory=set)

    def drill(
        self,
        name: str,
        title: str,
        fault: Callable[[], None],
        *,
        goal: Goal | None = None,
        retried: bool = False,
        times: int = 1,
    ) -> Outcome:
        """Run the load, do the fault in its middle, and wait until all is over and well.

        Args:
            name: Of the drill.
            title: What is done, for people.
            fault: Breaks something and mends it; may take as long as it lasts.
            goal: What it may cost, if that is promised. It is reported, and fails no test: a machine may
                be slow.
            retried: Whether tasks have a retry, for faults that kill task pods; the others have none.
            times: How many times the load's short tasks there are, for faults that take long.
        """
        name, title = self.load.named(name), self.load.titled(title)
        self._clear()
        self._settle()
        self.touched.clear()
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        surviving = self.lab.nodes()[-1]
        with probing(surviving, self.urls, folder / "probes.jsonl") as probes:
            run = self._start(self.load.dag_id(retried=retried), self.load.params(times))
            record = Record(run, begun=time.time())
            with recording(self.core, self.metadata, record):
                wait_until(
                    lambda: _ripe(self._states(record.run)), f"the load of {name} to be ripe", deadline=HUNG
                )
                record.fault = time.time()
                self._say(f"{name}: {title}", record)
                fault()
                self._say(f"{name}: mended", record)
                wait_until(
                    lambda: self._ended(record.run), f"the run of {name} to end", deadline=HUNG, pause=3
                )
                record.ended = time.time()
                self._settle()
        record.probes = probes
        outcome = self._outcome(name, title, goal or Goal(), record)
        self._keep(folder, record, outcome)
        if self.writes:
            results.write(outcome, self.kubectl, self.metadata)
        return outcome

    def _clear(self) -> None:
        """End what an earlier drill has left: runs of one that was cut off, pods that no node has ended.

        A container that its node had made and not begun when it lost power stays `waiting` for ever.
        """
        self.airflow().end_runs()
        self.kubectl.run("delete", "pods", "--selector", TASKS, "--wait=false")

    def airflow(self) -> AirflowApi:
        """The public API at a pod's address: a forwarded port would die with its pod."""
        address = self.core.of("api-server")[0]["status"]["podIP"]
        return AirflowApi(f"http://{address}:8080", self.login)

    def _start(self, dag: str, tasks: dict[str, int]) -> str:
        return self.airflow().trigger(dag, {"ledger": self.ledger.url, **tasks})

    def _states(self, run: str) -> dict[Task, Final]:
        try:
            return self.metadata.states(run)
        except AWAY:
            return {}

    def _ended(self, run: str) -> bool:
        try:
            return self.metadata.run_state(run) in {"success", "failed"}
        except AWAY:
            return False

    def _settle(self) -> None:
        """Wait until every replica is ready and no task pod is left."""
        since = time.monotonic()

        def settled() -> bool:
            nonlocal since
            if self.core.lacking() or self.core.running_tasks():
                since = time.monotonic()
            return time.monotonic() - since >= SETTLED

        wait_until(settled, "Airflow at full strength, and no task", deadline=HUNG)

    def _outcome(self, name: str, title: str, goal: Goal, record: Record) -> Outcome:
        words = self.ledger.of(record.run)
        died = dict.fromkeys(self.touched, record.fault)
        return Outcome(
            name=name,
            title=title,
            goal=goal,
            tally=figures.tally(self.metadata.states(record.run), words, self.touched),
            seconds=round(record.ended - record.begun, 1),
            gap=round(figures.longest_gap(words, STREAM, self.load.lanes, died), 1),
            ui_silence=round(figures.longest_silence(record.probes, "ui"), 1),
            execution_silence=round(figures.longest_silence(record.probes, "execution"), 1),
            full_strength=round(figures.back_at_full_strength(record.strength, record.fault), 1),
        )

    def _keep(self, folder: Path, record: Record, outcome: Outcome) -> None:
        """Write down what the figures were made of, for whoever doubts one."""
        content = {
            "outcome": asdict(outcome),
            "touched": sorted(self.touched),
            "words": self.ledger.of(record.run),
            **asdict(record),
        }
        (folder / "record.json").write_text(json.dumps(content, indent=1))
        self._say(json.dumps(asdict(outcome)), record)

    def _say(self, text: str, record: Record) -> None:
        sys.stderr.write(f"\n{time.time() - record.begun:6.0f} s  {text}\n")


def _ripe(states: dict[Task, Final]) -> bool:
    """Whether short tasks come and go, all long ones run and all that wait are in the triggerer."""
    counted = Counter((task.task_id, final.state) for task, final in states.items())
    kinds = Counter(task.task_id for task in states)
    if counted["long", "success"]:
        raise AssertionError(f"the machine is too slow for the load: long tasks have ended, {dict(counted)}")
    return (
        counted[STREAM, "success"] >= RIPE
        and 0 < kinds["long"] == counted["long", "running"]
        and 0 < kinds["wait"] == counted["wait", "deferred"]
    )
