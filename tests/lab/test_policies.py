"""Do policies find what they are about, and may who enforces them read it?"""

from typing import Any

from lab import addons, pki, policies
from lab.layout import Lab


def by_kind(objects: addons.Addressed) -> dict[str, dict[str, Any]]:
    return {value["kind"]: value for _, value in objects}


def test_policies_find_dns_by_the_labels_every_cluster_gives_it(lab: Lab) -> None:
    (_, pod), _ = policies.dns_pod(lab.gateway)
    assert pod["metadata"]["labels"] == {"k8s-app": "kube-dns"}


def test_policies_find_dns_at_the_address_its_service_leads_to(lab: Lab) -> None:
    _, (_, status) = policies.dns_pod(lab.gateway)
    endpoints = by_kind(addons.dns_service(lab.gateway))["EndpointSlice"]["endpoints"]
    assert endpoints[0]["addresses"] == [status["status"]["podIP"]]


def test_dns_is_a_pod_for_no_scheduler_there_is(lab: Lab) -> None:
    (_, pod), _ = policies.dns_pod(lab.gateway)
    assert pod["spec"]["schedulerName"] != "default-scheduler"


def test_the_controllers_only_read() -> None:
    role = by_kind(policies.rights())["ClusterRole"]
    assert {verb for rule in role["rules"] for verb in rule["verbs"]} == {"get", "list", "watch"}


def test_the_rights_of_the_controllers_are_for_who_they_are(lab: Lab) -> None:
    binding = by_kind(policies.rights())["ClusterRoleBinding"]
    users = {identity.user: identity.group for identity in pki.control_plane_identities(lab)}
    assert [users[subject["name"]] for subject in binding["subjects"]] == [None]
