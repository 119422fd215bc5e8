"""Which Services do Ingresses and the routes of the Gateway API lead to?"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model import field_path, tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource

ROUTES = ("GRPCRoute", "HTTPRoute")


@dataclass(frozen=True, slots=True)
class Backend:
    """A Service that something from outside the cluster leads to.

    Attributes:
        edge: The Ingress or route.
        service: Its name.
        port: Number or name; None where none is written.
        field: Inside the edge.
    """

    edge: Resource
    service: str
    namespace: str
    port: int | str | None
    field: str


def backends(rendering: Rendering) -> Iterator[Backend]:
    """Those of all Ingresses and routes, in the order of the rendering."""
    for ingress in rendering.of_kind("Ingress"):
        yield from _of_ingress(ingress)
    for route in rendering.of_kind(*ROUTES):
        yield from _of_route(route)


def _of_ingress(ingress: Resource) -> Iterator[Backend]:
    paths = [
        ("spec", "rules", number, "http", "paths", inner, "backend", "service")
        for number, rule in enumerate(tree.sequence(ingress.body, "spec", "rules"))
        for inner, _ in enumerate(tree.sequence(rule, "http", "paths"))
    ]
    for place in (("spec", "defaultBackend", "service"), *paths):
        named = tree.mapping(ingress.body, *place)
        port = tree.mapping(named, "port")
        if name := tree.text(named, "name"):
            wanted = _port(port.get("number") or port.get("name"))
            yield Backend(ingress, name, ingress.namespace, wanted, field_path.join(*place))


def _of_route(route: Resource) -> Iterator[Backend]:
    for number, rule in enumerate(tree.sequence(route.body, "spec", "rules")):
        for inner, ref in enumerate(tree.sequence(rule, "backendRefs")):
            name = tree.text(ref, "name")
            if name and tree.at(ref, "kind") in (None, "Service") and tree.at(ref, "group") in (None, ""):
                namespace = tree.text(ref, "namespace") or route.namespace
                field = field_path.join("spec", "rules", number, "backendRefs", inner)
                yield Backend(route, name, namespace, _port(tree.at(ref, "port")), field)


def _port(value: object) -> int | str | None:
    return value if isinstance(value, int | str) and not isinstance(value, bool) else None
