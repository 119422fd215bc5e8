"""Which kinds of other projects do our components use, and where are their types published?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A Go module with the types of an API group.

    Attributes:
        module: With its version, as Go names it.
        package: The folder of one version of the API, inside the module.
        kinds: Those that we use, of all that are defined there.
    """

    module: str
    package: str
    kinds: frozenset[str]


SOURCES = (
    Source("sigs.k8s.io/gateway-api@v1.6.3", "./apis/v1", frozenset({"HTTPRoute"})),
    Source(
        "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring@v0.95.2",
        "./v1",
        frozenset({"PodMonitor", "PrometheusRule"}),
    ),
    # Later versions have their types in a module of its own that is published under no version.
    Source(
        "github.com/external-secrets/external-secrets@v0.20.4",
        "./apis/externalsecrets/v1",
        frozenset({"ExternalSecret"}),
    ),
    Source("github.com/cloudnative-pg/cloudnative-pg@v1.30.0", "./api/v1", frozenset({"Cluster"})),
    Source(
        "github.com/kedacore/keda/v2@v2.20.2",
        "./apis/keda/v1alpha1",
        frozenset({"ScaledObject", "TriggerAuthentication"}),
    ),
)
