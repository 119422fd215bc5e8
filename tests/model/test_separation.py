"""What keeps the replicas of a workload apart?"""

from tests.model.manifests import only_workload, pod

from airkust.model.separation import Separation, separations

HOST = "topologyKey: kubernetes.io/hostname"
SELECTOR = "labelSelector: {matchLabels: {a: b}}"


def found(spec: str) -> list[Separation]:
    _, workload = only_workload(pod("args: [a]", spec))
    return list(separations(workload))


def anti_affinity(term: str) -> str:
    return (
        "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
        f"[{{{HOST}, {SELECTOR}, {term}}}]}}}}"
    )


def test_a_spread_constraint_counts_what_its_selector_matches() -> None:
    assert found(f"topologySpreadConstraints: [{{{HOST}, {SELECTOR}}}]") == [
        Separation(
            spread=True,
            topology_key="kubernetes.io/hostname",
            selector={"matchLabels": {"a": "b"}},
            field="spec.topologySpreadConstraints[0].labelSelector",
        )
    ]


def test_a_preferred_term_lies_one_level_deeper() -> None:
    [term] = found(
        "affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: "
        f"[{{weight: 1, podAffinityTerm: {{{HOST}, {SELECTOR}}}}}]}}}}"
    )
    assert term.selector == {"matchLabels": {"a": "b"}}


def test_a_required_term_is_found() -> None:
    assert [each.spread for each in found(anti_affinity("matchLabelKeys: [c]"))] == [False]


def test_a_term_about_other_namespaces_is_left_out() -> None:
    assert found(anti_affinity("namespaces: [other]")) == []


def test_an_empty_namespace_selector_means_every_namespace() -> None:
    assert found(anti_affinity("namespaceSelector: {}")) == []


def test_a_term_that_excludes_its_own_kind_on_purpose_is_left_out() -> None:
    assert found(anti_affinity("mismatchLabelKeys: [a]")) == []
