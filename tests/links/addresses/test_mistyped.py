"""A host name one slip away from GitHub's or the Hub's is taken as meant, and no other."""

from __future__ import annotations

import pytest

from checker.links.addresses.mistyped import intended_host

GITHUB, HUB, REPOSITORY = "github.com", "huggingface.co", "/octo/tool"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("githb.com", GITHUB),  # a letter missing
        ("ithub.com", GITHUB),
        ("githu.com", GITHUB),
        ("githhub.com", GITHUB),  # doubled
        ("ggithub.com", GITHUB),
        ("githubb.com", GITHUB),
        ("githib.com", GITHUB),  # wrong
        ("xithub.com", GITHUB),
        ("githux.com", GITHUB),
        ("gihtub.com", GITHUB),  # swapped
        ("igthub.com", GITHUB),
        ("githbu.com", GITHUB),
        ("GitHib.com", GITHUB),
        ("githib.co", GITHUB),
        ("github.con", GITHUB),
        ("github.cm", GITHUB),
        ("hugingface.co", HUB),
        ("huggingfcae.co", HUB),
        ("huggingface.com", HUB),
        ("huggingface.cm", HUB),
    ],
)
def test_one_slip_of_the_fingers_is_put_right(printed: str, meant: str) -> None:
    assert intended_host(printed, REPOSITORY) == meant


@pytest.mark.parametrize(
    ("printed", "path"),
    [
        ("github.com", REPOSITORY),
        ("GitHub.com", REPOSITORY),
        ("huggingface.co", REPOSITORY),
        ("HuggingFace.co", REPOSITORY),
        ("github.example.com", REPOSITORY),  # a GitHub of somebody's own
        ("1githib.com", REPOSITORY),
        ("gith.com", REPOSITORY),  # two letters missing
        ("githubxx.com", REPOSITORY),
        ("github.io", REPOSITORY),  # domains of GitHub's own
        ("github.blog", REPOSITORY),
        ("gitlab.com", REPOSITORY),  # two letters away
        ("gitub-tools.com", REPOSITORY),
        ("gthb.com", REPOSITORY),
        ("gituhbb.com", REPOSITORY),  # swapped, and one too many
        ("ghtiub.com", REPOSITORY),
        ("tihgub.com", REPOSITORY),
        ("githib.org", REPOSITORY),
        ("githib.comx", REPOSITORY),
        ("www.githib.com", REPOSITORY),  # a name before it
        ("octo.github.con", REPOSITORY),
        ("githib.com", "/octo"),  # no repository follows
        ("githib.com", ""),
        ("githib.com", "?see=/octo/tool"),
        ("github.con", "/octo"),
        ("huggingfaces-mirror.co", REPOSITORY),
    ],
)
def test_any_other_host_is_left_as_it_is_printed(printed: str, path: str) -> None:
    assert intended_host(printed, path) == printed
