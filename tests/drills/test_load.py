"""Do the loads say of their DAGs what the DAGs say of themselves?"""

import pytest
from tests.cluster.drills.load import BRIEF, FULL, SHORT, SMALL, Load
from tests.conftest import REPOSITORY

DAGS = (REPOSITORY / "tests/cluster/drills/dags/drill.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("retried", [False, True])
@pytest.mark.parametrize(("load", "lanes"), [(FULL, "LANES"), (BRIEF, "LANES"), (SMALL, "FEW_LANES")])
def test_the_dag_has_as_many_lanes_as_the_load_says(load: Load, lanes: str, *, retried: bool) -> None:
    call = f'drill("{load.dag_id(retried=retried)}", retries={int(retried)}, lanes={lanes})\n'
    assert f"\n{lanes} = {load.lanes} " in DAGS
    assert call in DAGS


def test_the_full_load_is_the_dags_own() -> None:
    assert f'"short": {SHORT},' in DAGS
    assert FULL.params(times=1) == {}


def test_a_longer_load_has_more_short_tasks_and_no_others() -> None:
    assert (FULL.params(times=2), SMALL.params(times=2)["long"]) == ({"short": 2 * SHORT}, 3)


def test_the_figures_of_a_small_load_replace_no_others() -> None:
    assert (FULL.named("drill"), SMALL.named("drill")) == ("drill", "drill_small")
