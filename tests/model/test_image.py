"""Which image does a reference mean?"""

import pytest

from airkust.model.image import read_image


@pytest.mark.parametrize(
    ("text", "repository", "tag", "digest"),
    [
        ("postgres", "postgres", "", ""),
        ("docker.io/library/postgres:17", "postgres", "17", ""),
        ("apache/airflow:3.3.2-python3.13", "apache/airflow", "3.3.2-python3.13", ""),
        ("registry.example:5000/airflow", "registry.example:5000/airflow", "", ""),
        ("registry.example:5000/airflow:3", "registry.example:5000/airflow", "3", ""),
        ("apache/airflow:3@sha256:ab", "apache/airflow", "3", "sha256:ab"),
    ],
)
def test_a_reference_is_taken_apart_as_the_runtime_does(
    text: str, repository: str, tag: str, digest: str
) -> None:
    image = read_image(text)
    assert (image.repository, image.tag, image.digest) == (repository, tag, digest)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("apache/airflow:3.3.2", "docker.io/apache/airflow:3.3.2", True),
        ("apache/airflow", "apache/airflow:latest", True),
        ("apache/airflow:3.3.2", "apache/airflow:3.3.1", False),
        ("apache/airflow:3.3.2", "mirror.example/airflow:3.3.2", False),
        ("apache/airflow@sha256:ab", "mirror.example/airflow:3@sha256:ab", True),
        ("apache/airflow:3@sha256:ab", "apache/airflow:3@sha256:cd", False),
        ("apache/airflow:3@sha256:ab", "apache/airflow:3", True),
        ("apache/airflow@sha256:ab", "apache/airflow", False),
    ],
)
def test_two_references_are_one_image_by_digest_or_by_tag(one: str, other: str, *, same: bool) -> None:
    assert read_image(one).same_as(read_image(other)) is same
