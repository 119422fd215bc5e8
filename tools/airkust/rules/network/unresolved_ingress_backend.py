"""An Ingress or a route leads to a Service, or a port of one, that does not exist.

Why: The proxy answers every request with 503, and nothing but its log says why: Kubernetes accepts an
    Ingress whatever its backend is called.
Fix: Name the Service as it is rendered, and the number or the name of one of its ports (not of the pods').
    What the site makes itself is declared as external.
See: https://kubernetes.io/docs/concepts/services-networking/ingress/
    https://gateway-api.sigs.k8s.io/api-types/httproute/
"""

from collections.abc import Iterator

from airkust.model.backends import Backend, backends
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.service_ports import ports
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = tuple(backends(rendering))
    if not found:
        yield Skip("no Ingress and no route to a Service is rendered")
    for backend in found:
        yield from _judge(rendering, backend)


def _judge(rendering: Rendering, backend: Backend) -> Iterator[Verdict]:
    edge, name = backend.edge, backend.service
    service = rendering.get("Service", name, backend.namespace)
    if service is None and rendering.is_external("Service", name):
        return
    if service is None and rendering.external is None and not any(rendering.of_kind("Service")):
        yield Unknown(f"Service/{name}, made outside")
    elif service is None:
        where = f" in namespace {backend.namespace}" if backend.namespace else ""
        yield Violation(edge.id, f"leads to Service/{name}, which is not rendered{where}", backend.field)
    elif backend.port is not None:
        there = {part for port in ports(service) for part in (port.number, port.name) if part}
        if backend.port not in there:
            listens = " and ".join(sorted(map(str, there))) or "no port"
            message = f"leads to port {backend.port} of {service.id}, which listens on {listens}"
            yield Violation(edge.id, message, backend.field, related=(service.id,))


RULE = Rule(name="unresolved-ingress-backend", severity=Severity.ERROR, profile=Profile.CORE, check=check)
