"""Does a new image, with its migration Job, roll out without a task noticing?"""

import pytest
from tests.cluster.drills.faults import roll_out
from tests.cluster.drills.outcome import ROLLED, Outcome
from tests.cluster.drills.overlay import give_tag, tag, written
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage
from tests.cluster.kubectl import Kubectl

NEXT = f"{tag()}-next"


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    give_tag(stage.lab, NEXT)
    overlay = written(next_tag=NEXT)
    return stage.drill(
        "image_changed", "an image with another tag is applied", lambda: roll_out(stage, overlay), goal=ROLLED
    )


class TestImageChanged(Promises):
    def test_the_migration_job_of_the_new_tag_ends(self, kubectl: Kubectl, outcome: Outcome) -> None:
        kubectl.run("wait", "--for=condition=Complete", f"job/airflow-migrations-{NEXT}", "--timeout=300s")
