"""Tasks run another image than Airflow itself.

Why: A task loads the DAG that the dag-processor parsed, with other providers, or another Airflow that speaks
    another version of the execution API. Kustomize rewrites neither the pod template nor the settings
    that name the workers' image, so an upgrade of the core leaves them behind without a word.
Fix: Let the overlay's image reach the task pods as `overlays/ha-prod/image.replacements.yaml` does. Tasks
    that need an image of their own name it in the DAG, by `executor_config`.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.image import Image, read_image
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import NamedImage, task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    core = {found.container.image: read_image(found.container.image) for found in airflow.running(*CORE)}
    core.pop("", None)
    made, workers = task_pods(airflow), airflow.running(Component.WORKER)
    if not core or not (made or workers):
        yield Skip("no core of Airflow with workers or task pods is rendered")
        return
    for pods in made:
        if pods.image:
            yield from _judge("makes task pods of", pods.image, core)
        else:
            yield Unknown(pods.unknown or f"the image of the task pods of {pods.subject}")
    for worker in workers:
        image = NamedImage(worker.container.image, worker.workload.id, worker.container.field_of("image"))
        yield from _judge("runs workers of", image, core)


def _judge(what: str, image: NamedImage, core: dict[str, Image]) -> Iterator[Verdict]:
    if image.text and not any(read_image(image.text).same_as(other) for other in core.values()):
        yield Violation(
            image.subject, f'{what} "{image.text}", the core runs "{" and ".join(sorted(core))}"', image.field
        )


RULE = Rule(name="worker-image-differs", severity=Severity.ERROR, profile=Profile.CORE, check=check)
