"""How much runs while something is broken?"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Load:
    """A DAG of dags/drill.py, which cannot be imported where Airflow is not, and how it is run.

    Attributes:
        dag: Its id; with `_retried` behind it, that of the same with a retry.
        lanes: How many of its short tasks run at once.
        tasks: Other numbers of tasks than the DAG's own.
        small: Whether it is there to tell a fault's part in a figure from that of a busy machine.
    """

    dag: str
    lanes: int
    tasks: dict[str, int] = field(default_factory=dict)
    small: bool = False

    def dag_id(self, *, retried: bool) -> str:
        return f"{self.dag}_retried" if retried else self.dag

    def params(self, times: int) -> dict[str, int]:
        """The parameters of a run with this many times the short tasks."""
        short = self.tasks.get("short", SHORT)
        return {**self.tasks, **({"short": short * times} if times > 1 else {})}

    def named(self, drill: str) -> str:
        return f"{drill}_small" if self.small else drill

    def titled(self, title: str) -> str:
        return f"{title}; with the small load" if self.small else title


SHORT = 46
FEW = {"short": 16, "long": 3, "deferred": 2}

FULL = Load("drill", lanes=6)
BRIEF = Load("drill", lanes=6, tasks=FEW)
SMALL = Load("drill_small", lanes=2, tasks=FEW, small=True)
