"""What did a drill cost, and what may it cost?"""

from dataclasses import dataclass

from tests.cluster.drills.figures import Tally


@dataclass(frozen=True)
class Goal:
    """What a fault may cost at most, in seconds; None where nothing is promised.

    Attributes:
        gap: Without a task start.
        silence: Without an answer of either API.
    """

    gap: float | None = None
    silence: float | None = None


POD_LOST = Goal(gap=15, silence=5)
ROLLED = Goal(silence=5)
NODE_LOST = Goal(gap=30)
DATABASE_RESTARTED = Goal(gap=30)


@dataclass(frozen=True)
class Outcome:
    """What a drill cost; times in seconds.

    Attributes:
        name: Of the drill: its file's, without `test_`.
        title: What was done, for people.
        goal: What it may cost.
        tally: What became of the tasks.
        seconds: How long the run took.
        gap: Longest time without a task start while some waited.
        ui_silence: Longest time in which the UI's API did not answer.
        execution_silence: The same of the execution API.
        full_strength: From the fault until every replica was ready again.
    """

    name: str
    title: str
    goal: Goal
    tally: Tally
    seconds: float
    gap: float
    ui_silence: float
    execution_silence: float
    full_strength: float
