"""Do task pods carry an annotation with the value that spares them?"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.finding import Edit, Violation
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods
from airkust.model.workload import Workload
from airkust.rules.rule import Verdict
from airkust.rules.task_template import NO_TEMPLATE, each_template


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation and the value it should have."""

    name: str
    wanted: str

    def judge(self, rendering: Rendering) -> Iterator[Verdict]:
        """A violation for each template that has another value, or none."""
        return each_template(rendering, self._of)

    def _of(self, pods: TaskPods, template: Workload | None) -> Iterator[Violation]:
        if template is None:
            message = f"makes task pods {NO_TEMPLATE}, so that none has the annotation {self.name}"
            yield Violation(pods.subject, message)
            return
        value = template.pod_annotations.get(self.name)
        if value == self.wanted:
            return
        found = "does not have" if value is None else f'has with the value "{value}"'
        field = template.field_of("metadata", "annotations", self.name)
        message = f'makes task pods that need the annotation {self.name}: "{self.wanted}", which it {found}'
        yield Violation(pods.subject, message, field, edits=(Edit(field, f"'{self.wanted}'"),))
