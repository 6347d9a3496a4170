"""When two links name one artifact."""

from __future__ import annotations

import pytest

from checker.model import Kind, artifact_key


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.GITHUB_REPO, "Pine/Cones", "pine/cones"),
        (Kind.HF_DATASET, "Pine/Cones", "pine/cones"),
        (Kind.OTHER_FORGE, "GitLab.com/Pine/Cones", "gitlab.com/pine/cones"),
        (Kind.ARCHIVE, "doi.org/10.1234/PINE", "doi.org/10.1234/pine"),
        (Kind.OTHER, "Pines.Example.org/a", "pines.example.org/a"),
    ],
)
def test_case_is_nothing_in_names_at_forges_in_dois_and_in_hosts(kind: Kind, one: str, other: str) -> None:
    assert artifact_key(kind, one) == artifact_key(kind, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.OTHER, "bit.ly/AbC", "bit.ly/aBc"),
        (Kind.ARCHIVE, "osf.io/Ab1cd", "osf.io/aB1cd"),
        (Kind.OTHER, "pines.example.org/item?id=Ab", "pines.example.org/item?id=aB"),
        (Kind.OTHER_FORGE, "pines.example.org?p=a.git", "pines.example.org?p=b.git"),
    ],
)
def test_case_counts_in_paths_and_queries_of_other_hosts(kind: Kind, one: str, other: str) -> None:
    assert artifact_key(kind, one, f"https://{one}") != artifact_key(kind, other, f"https://{other}")


def test_the_query_of_a_page_tells_it_apart_whether_the_target_shows_it_or_not() -> None:
    target = "pines.example.org/a"
    assert artifact_key(Kind.OTHER, target, f"https://{target}?x=1") != artifact_key(
        Kind.OTHER, target, f"https://{target}"
    )
    named = "pines.example.org/item?id=1"
    assert artifact_key(Kind.OTHER, named, f"http://{named}") == artifact_key(Kind.OTHER, named, f"https://{named}")
