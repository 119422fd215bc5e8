"""Can Argo CD sync an overlay wave by wave? It waits until a wave is healthy before it applies the next."""

import re

import pytest
from tests.rendered import OVERLAYS, Document, documents, of_kind

WAVE = "argocd.argoproj.io/sync-wave"
WORKLOADS = ("Deployment", "StatefulSet", "Job")


def wave(document: Document) -> int:
    return int(document["metadata"].get("annotations", {}).get(WAVE, 0))


def named_in(workload: Document, candidates: list[Document]) -> list[Document]:
    """Return those of the candidates whose name stands somewhere in the workload's pod."""
    words = set(re.findall(r"[\w.-]+", str(workload["spec"]["template"]["spec"])))
    return [candidate for candidate in candidates if candidate["metadata"]["name"] in words]


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_no_pod_needs_what_a_later_wave_brings(overlay: str) -> None:
    needed = of_kind(overlay, "ConfigMap", "PersistentVolumeClaim", "Secret", "ServiceAccount")
    late = [
        (workload["metadata"]["name"], need["metadata"]["name"])
        for workload in of_kind(overlay, *WORKLOADS)
        for need in named_in(workload, needed)
        if wave(need) > wave(workload)
    ]
    assert late == []


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_no_claim_waits_for_a_consumer_of_a_later_wave(overlay: str) -> None:
    lonely = [
        claim["metadata"]["name"]
        for claim in of_kind(overlay, "PersistentVolumeClaim")
        if not any(wave(w) <= wave(claim) for w in of_kind(overlay, *WORKLOADS) if named_in(w, [claim]))
    ]
    assert lonely == []


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_core_comes_after_the_migrations(overlay: str) -> None:
    last = max(wave(job) for job in of_kind(overlay, "Job"))
    core = [found for found in of_kind(overlay, "Deployment") if "wait-for-migrations" in str(found)]
    assert {last < wave(found) for found in core} == {True}


def test_the_poolers_are_there_before_the_core() -> None:
    waves = {found["metadata"]["name"]: wave(found) for found in of_kind("ha-prod", "Deployment")}
    pooler = waves.pop("airflow-pgbouncer")
    assert pooler < min(waves.values())


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_no_object_is_made_anew_at_every_sync(overlay: str) -> None:
    options = [
        document["metadata"].get("annotations", {}).get("argocd.argoproj.io/sync-options", "")
        for document in documents(overlay)
    ]
    assert [option for option in options if "Replace=true" in option] == []
