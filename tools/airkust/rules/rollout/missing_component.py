"""A part of Airflow that all others need is not rendered.

Why: Without a dag-processor no DAG is read, without a scheduler none runs, without an api-server no task
    reports. Kustomize leaves out without a word what a list of resources forgets or a patch deletes, and
    everything that is left is healthy.
Fix: Add the component to the overlay's resources. What runs elsewhere on purpose is declared as external,
    as its Deployment or StatefulSet.
See: https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/overview.html
    https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html
"""

from collections.abc import Iterator

from airkust.model.commands import SHELLS, Component, invocations
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Container
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

NEEDED = (Component.API_SERVER, Component.SCHEDULER, Component.DAG_PROCESSOR)
SEVERAL = 2
KINDS = frozenset({"Deployment", "StatefulSet"})


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    there = {component: airflow.running(component) for component in NEEDED}
    missing = [component for component, found in there.items() if not found]
    if airflow.predates_3:
        yield Skip("a scheduler of Airflow before 3 needs no dag-processor")
    elif len(NEEDED) - len(missing) < SEVERAL:
        yield Skip("no whole Airflow is rendered: two of api-server, scheduler and dag-processor at least")
    elif missing and not _declared(rendering, missing[0]):
        hidden = list(_hidden(rendering))
        for what in hidden:
            yield Unknown(f"what {what} runs")
        if not hidden:
            running = next(found for found in there.values() if found)[0]
            message = f"runs the {running.component}, but nothing rendered runs the {missing[0]}"
            yield Violation(running.workload.id, message)


def _declared(rendering: Rendering, component: Component) -> bool:
    return any(external.kind in KINDS and component in external.name for external in rendering.external or ())


def _hidden(rendering: Rendering) -> Iterator[str]:
    """Long-lived containers of an Airflow image whose command the manifests do not tell."""
    known = {found.workload for found in rendering.airflow.containers}
    for workload in rendering.workloads:
        if workload.kind in KINDS and workload not in known:
            for container in workload.containers:
                if "airflow" in container.image.lower() and _runs_a_script(container):
                    yield f'container "{container.name}" of {workload}'


def _runs_a_script(container: Container) -> bool:
    program = container.argv[0].rsplit("/", 1)[-1] if container.argv else ""
    return not invocations(container) and (program in {"", *SHELLS} or program.endswith(".sh"))


RULE = Rule(name="missing-component", severity=Severity.ERROR, profile=Profile.CORE, check=check)
