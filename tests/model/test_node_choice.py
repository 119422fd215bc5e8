"""Sets of label values: some, or all but some."""

from hypothesis import given
from hypothesis import strategies as st
from tests.model.manifests import only_workload, pod

from airkust.model.node_choice import ANY, Values, labels_asked, of_terms

names = st.frozensets(st.sampled_from("abcd"))
values = st.builds(Values, names, but=st.booleans())


def held(of: Values) -> set[str]:
    return set("abcd") - of.names if of.but else set(of.names)


@given(values, values)
def test_both_and_either_are_those_of_sets(one: Values, other: Values) -> None:
    assert held(one & other) == held(one) & held(other)
    assert held(one | other) == held(one) | held(other)


@given(values)
def test_the_values_left_are_counted(some: Values) -> None:
    assert some.of(4) == len(held(some))


def test_terms_of_no_kind_at_all_choose_nothing() -> None:
    assert of_terms(None, "zone") == of_terms([], "zone") == of_terms("word", "zone") == ANY


def test_the_labels_asked_for_are_named() -> None:
    expression = "{matchExpressions: [{key: pool, operator: Exists}]}"
    affinity = f"{{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{expression}]}}}}"
    spec = f"nodeSelector: {{disk: ssd}}, affinity: {{nodeAffinity: {affinity}}}"
    assert list(labels_asked(only_workload(pod("command: [x]", spec))[1])) == ["disk", "pool"]
