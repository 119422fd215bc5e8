"""What must hold after every drill, whatever was broken?"""

from tests.cluster.drills.outcome import Outcome
from tests.cluster.kubectl import Kubectl


class Promises:
    """Base of each drill's tests; the drill brings the fixture `outcome`."""

    def test_no_task_is_lost(self, kubectl: Kubectl, outcome: Outcome) -> None:
        assert outcome.tally.lost == ()

    def test_no_task_fails_but_by_the_loss_of_its_pod(self, kubectl: Kubectl, outcome: Outcome) -> None:
        assert outcome.tally.failed == ()

    def test_no_task_runs_twice(self, kubectl: Kubectl, outcome: Outcome) -> None:
        assert outcome.tally.twice == ()
