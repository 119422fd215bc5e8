"""Where a rendered object goes, and whether the cluster can hold it yet."""

from tests.model.manifests import config_map, rendering

from airkust.cluster.discovery import ApiKind, Kinds
from airkust.cluster.target import Target, targets

CONFIG_MAP = ApiKind("v1", "ConfigMap", "configmaps", namespaced=True)
ROLE = ApiKind("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", namespaced=False)
AUTOSCALER = ApiKind("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", namespaced=True)
DEFINITION = ApiKind(
    "apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", namespaced=False
)
KINDS = Kinds(
    {(each.api_version, each.kind): each for each in (CONFIG_MAP, ROLE, AUTOSCALER, DEFINITION)},
    frozenset(["metrics.k8s.io"]),
)

CRD = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.org}
spec: {group: example.org, names: {kind: Widget}}
"""
WIDGET = "{apiVersion: example.org/v1, kind: Widget, metadata: {name: w}}"


def only(*documents: str) -> Target:
    return targets(rendering(*documents), KINDS, "here")[-1]


def test_an_object_that_names_no_namespace_goes_to_the_given_one() -> None:
    assert only(config_map("c")).id.namespace == "here"


def test_the_namespace_stands_in_what_is_applied() -> None:
    assert only(config_map("c")).desired["metadata"] == {"name": "c", "namespace": "here"}


def test_an_object_that_names_a_namespace_stays_there() -> None:
    assert (
        only("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: there}}").id.namespace
        == "there"
    )


def test_an_object_of_a_kind_without_namespaces_has_none() -> None:
    role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}"
    assert only(role).id.namespace == ""


def test_an_object_whose_definition_is_rendered_beside_it_is_new() -> None:
    target = only(CRD, WIDGET)
    assert (target.new, target.error) == (True, "")


def test_a_kind_nobody_knows_is_named_with_its_group() -> None:
    assert only(WIDGET).error == "the cluster has no kind Widget of example.org/v1; is its CRD installed?"


def test_a_version_the_cluster_has_no_more_is_named_with_the_one_it_has() -> None:
    old = "{apiVersion: autoscaling/v2beta2, kind: HorizontalPodAutoscaler, metadata: {name: h}}"
    assert only(old).error == (
        "the cluster has HorizontalPodAutoscaler as autoscaling/v2, not as autoscaling/v2beta2"
    )


def test_a_group_whose_server_is_down_is_not_called_missing() -> None:
    pods = "{apiVersion: metrics.k8s.io/v1beta1, kind: PodMetrics, metadata: {name: p}}"
    assert only(pods).error == ("the server of metrics.k8s.io is down: `kubectl get apiservices` shows which")


def test_paths_quote_what_names_may_hold() -> None:
    assert ROLE.path("", "system:a/b") == "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Aa%2Fb"


def test_a_place_in_the_core_group_has_its_path() -> None:
    assert CONFIG_MAP.path("n") == "/api/v1/namespaces/n/configmaps"
