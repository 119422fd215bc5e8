"""What starts pods anew when their configuration changes."""

import pytest
from tests.model.manifests import only_workload

from airkust.model.rollouts import renamed_with_content, rolled_by_annotation


@pytest.mark.parametrize(
    ("name", "expected"),
    [("config-7cd52td42k", True), ("config", False), ("config-production", False), ("7cd52td42k", False)],
)
def test_a_hash_of_kustomize_is_recognised(name: str, expected: bool) -> None:  # noqa: FBT001 -- the expectation
    assert renamed_with_content(name) is expected


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("checksum/airflow-config", True),
        ("config.acme.org/hash", True),
        ("reloader.stakater.com/auto", True),
        ("secret.reloader.stakater.com/reload", True),
        ("acme.org/hashtag", False),
        ("prometheus.io/scrape", False),
    ],
)
def test_an_annotation_that_changes_is_recognised(annotation: str, expected: bool) -> None:  # noqa: FBT001 -- the expectation
    _, workload = only_workload(
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {"
        f'metadata: {{annotations: {{"{annotation}": a}}}}, spec: {{containers: []}}}}}}}}'
    )
    assert rolled_by_annotation(workload) is expected
