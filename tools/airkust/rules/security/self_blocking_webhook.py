"""An admission webhook refuses pods while its own only pod is away.

Why: With `failurePolicy: Fail`, the default, no pod is made in the webhook's namespaces while nobody answers
    it. If its own namespace is one of them, the pod that would answer is refused as well: after the loss of
    its node nothing comes back until somebody deletes the webhook.
Fix: Leave the webhook's own namespace out by `namespaceSelector`, or its pods by `objectSelector`, and run
    two replicas of it.
See: https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/
"""

from collections.abc import Iterator

from airkust.model import field_path, semantics, tree
from airkust.model.finding import Severity, Violation
from airkust.model.network_policy import NAMESPACE_NAME
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.service_ports import behind
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

KINDS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
SEVERAL = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    configurations = tuple(rendering.of_kind(*KINDS))
    if not configurations:
        yield Skip("no admission webhook is rendered")
    for configuration in configurations:
        for number, webhook in enumerate(tree.sequence(configuration.body, "webhooks")):
            if tree.at(webhook, "failurePolicy") in (None, "Fail") and _asks_for_pods(webhook):
                yield from _judge(rendering, configuration, number, webhook)


def _asks_for_pods(webhook: object) -> bool:
    return any(
        {"*", "CREATE"} & set(tree.texts(rule, "operations"))
        and {"*", ""} & set(tree.texts(rule, "apiGroups"))
        and {"*", "*/*", "pods"} & set(tree.texts(rule, "resources"))
        for rule in tree.sequence(webhook, "rules")
    )


def _judge(rendering: Rendering, configuration: Resource, number: int, webhook: object) -> Iterator[Verdict]:
    name, namespace = (tree.text(webhook, "clientConfig", "service", part) for part in ("name", "namespace"))
    service = rendering.get("Service", name, namespace) if name else None
    if service is None:
        yield Unknown(f"who answers {configuration.id}")
        return
    for workload in behind(rendering, service):
        replicas = rendering.replicas(workload)
        if replicas and replicas.minimum < SEVERAL and _meets(rendering, webhook, workload):
            yield Violation(
                configuration.id,
                f"refuses every pod while nobody answers at {service.id}, that of {workload} included, which "
                f"answers there with {replicas.minimum} replica",
                field_path.join("webhooks", number),
                related=(workload.id,),
            )


def _meets(rendering: Rendering, webhook: object, workload: Workload) -> bool:
    """Whether the webhook is asked about the pods that answer it."""
    namespace = rendering.get("Namespace", workload.namespace)
    labels = {**(namespace.labels if namespace else {}), NAMESPACE_NAME: workload.namespace}
    own = tree.at(webhook, "objectSelector")
    over = tree.at(webhook, "namespaceSelector")
    return semantics.selects({} if over is None else over, labels) and semantics.selects(
        {} if own is None else own, workload.pod_labels
    )


RULE = Rule(name="self-blocking-webhook", severity=Severity.WARNING, profile=Profile.CORE, check=check)
