"""Places within repositories: what printed addresses name, and all that they may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links.platforms.places import MOST, Place, is_raw, place_of, places_in, splits


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("https://github.com/lab/cones/blob/main/a%20b.py#L10-L20", ("main", "a b.py")),
        ("https://github.com/lab/cones/blob/main/a.py?raw=true", ("main", "a.py")),
        ("http://www.github.com/lab/cones/tree/feature/pines", ("feature", "pines")),
        ("https://github.com/lab/cones/raw/refs/heads/main/a.csv", ("main", "a.csv")),
        ("https://raw.githubusercontent.com/lab/cones/refs/heads/main/a.csv", ("main", "a.csv")),
        ("https://raw.githubusercontent.com/lab/cones/refs/tags/v1/a.csv", ("v1", "a.csv")),
        ("https://media.githubusercontent.com/media/lab/cones/main/a.bin", ("main", "a.bin")),
        ("https://colab.research.google.com/github/lab/cones/blob/main/a.ipynb", ("main", "a.ipynb")),
        ("https://gitlab.com/group/team/cones/-/blob/dev/a.py", ("dev", "a.py")),
        ("https://codeberg.org/lab/cones/src/branch/dev/a.py", ("dev", "a.py")),
        ("https://bitbucket.org/lab/cones/src/dev/a.py", ("dev", "a.py")),
        # an owner or a repository may have any name, and a folder too
        ("https://github.com/tree/src", None),
        ("https://github.com/src/tree/issues/3", None),
        ("https://github.com/lab/tree/tree/dev/blob/a.py", ("dev", "blob/a.py")),
        ("https://github.com/lab/cones/issues/tree/3", None),
        ("https://github.com/lab/cones/tree", None),
        ("https://github.com/lab/cones/tree/", None),
    ],
)
def test_a_place_stands_right_after_the_repository(printed: str, place: tuple[str, str] | None) -> None:
    assert place_of(printed) == place


def test_only_a_file_as_such_is_raw() -> None:
    assert is_raw("https://raw.githubusercontent.com/lab/cones/main/a.csv")
    assert not is_raw("https://github.com/lab/cones/blob/main/a.csv")


@pytest.mark.parametrize(
    ("place", "ways"),
    [
        (("main", "src/a.py"), ["main:src/a.py"]),
        (("0123abcd", "src/a.py"), ["0123abcd:src/a.py"]),
        (("dev", ""), ["dev"]),
        (("dev", "src/a.py"), ["dev:src/a.py", "dev/src:a.py", "dev/src/a.py"]),
        (("dev", "what is this/a.py"), ["dev:what is this/a.py"]),  # no branch has a blank in its name
    ],
)
def test_a_branch_may_have_slashes_in_its_name(place: tuple[str, str], ways: list[str]) -> None:
    assert [str(way) for way in splits(Place(*place))] == ways


@pytest.mark.parametrize(
    "ref", ["HEAD~1", "dev^", "a..b", "@{u}", "x@{1}", "-x", ".x", "a:b", "x.lock", "a b", "a\\b", "%00", "*"]
)
def test_what_git_has_another_meaning_for_is_no_branch(ref: str) -> None:
    assert places_in([f"https://github.com/lab/cones/blob/{ref}/a.py"]) == {}


@pytest.mark.parametrize("path", ["../a.py", "a/../b", "./a.py", "a//b", "a%0Ab"])
def test_a_path_that_leads_elsewhere_is_not_asked_for(path: str) -> None:
    assert places_in([f"https://github.com/lab/cones/blob/main/{path}"]) == {}


def test_few_places_of_a_repository_are_looked_for_however_many_are_printed() -> None:
    base = "https://github.com/lab/cones/blob/main"
    found = places_in(["https://github.com/lab/cones", f"{base}/0.py#L1", *(f"{base}/{one}.py" for one in range(99))])
    assert len(found) == MOST
    assert found[f"{base}/0.py#L1"] == found[f"{base}/0.py"] == ("main", "0.py")


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for printed in (text, f"https://github.com/lab/cones/blob/{text}", f"https://github.com/lab/cones/tree/a/{text}"):
        for place in places_in([printed]).values():
            assert all(way.ref and "\n" not in str(way) and ":" not in way.ref for way in splits(place))
