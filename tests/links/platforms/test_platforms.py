"""What addresses name, platform by platform. All names are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links import find_links
from checker.links.addresses.grammar import parse as address_in
from checker.links.platforms.places import place_of


def named(text: str) -> tuple[str, str]:
    address = address_in(text)
    assert address is not None
    return str(address.kind), address.target


VIEWERS = [
    "https://colab.research.google.com/github/pine-lab/cones/blob/main/a.ipynb",
    "https://mybinder.org/v2/gh/pine-lab/cones/HEAD?filepath=a.ipynb",
    "https://notebooks.forest.example.org/binder/v2/gh/pine-lab/cones/main",
    "https://nbviewer.org/github/pine-lab/cones/tree/main",
    "https://nbviewer.org/urls/raw.githubusercontent.com/pine-lab/cones/main/a.ipynb",
    "https://github.dev/pine-lab/cones",
    "https://github1s.com/pine-lab/cones/blob/main/a.py",
    "https://vscode.dev/github/pine-lab/cones",
    "https://cdn.jsdelivr.net/gh/pine-lab/cones@1.2/a.js",
    "https://www.jsdelivr.com/package/gh/pine-lab/cones",
    "https://raw.githack.com/pine-lab/cones/main/a.html",
    "https://htmlpreview.github.io/?https://github.com/pine-lab/cones/blob/main/a.html",
    "https://deepwiki.com/pine-lab/cones/1-overview",
    "https://gitpod.io/#https://github.com/pine-lab/cones",
    "https://gitpod.io/#/github.com/pine-lab/cones",
    "https://cdn.statically.io/gh/pine-lab/cones/main/a.js",
    "https://codesandbox.io/p/github/pine-lab/cones/main",
    "https://stackblitz.com/github/pine-lab/cones",
    "https://kaggle.com/kernels/welcome?src=https://github.com/pine-lab/cones/blob/main/a.ipynb",
]


@pytest.mark.parametrize("text", VIEWERS)
def test_a_viewer_of_a_repository_is_the_repository(text: str) -> None:
    assert named(text) == ("github_repo", "pine-lab/cones")


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("https://mybinder.org/v2/gl/pine%2Fcones/HEAD", "other_forge", "gitlab.com/pine/cones"),
        ("https://mybinder.org/v2/zenodo/10.5281/zenodo.77/", "archive", "doi.org/10.5281/zenodo.77"),
        ("https://gl.githack.com/pine/cones/raw/main/a.html", "other_forge", "gitlab.com/pine/cones"),
        ("https://colab.research.google.com/gist/pine/0a1b2c", "github_gist", "pine/0a1b2c"),
        ("https://colab.research.google.com/drive/1aBc", "other", "colab.research.google.com/drive/1aBc"),
        ("https://codesandbox.io/s/ab12", "other", "codesandbox.io/s/ab12"),
        ("https://deepwiki.com", "other", "deepwiki.com"),
    ],
)
def test_a_viewer_shows_other_things_too(text: str, kind: str, target: str) -> None:
    assert named(text) == (kind, target)


FORGES = [
    ("https://src.pines.example.org/cones.git", "src.pines.example.org/cones"),
    ("https://pines.example.org/a/b/cones.git/info/refs", "pines.example.org/a/b/cones"),
    ("git://pines.example.org/cones", "pines.example.org/cones"),
    ("ssh://git@pines.example.org:2222/lab/cones.git", "pines.example.org/lab/cones"),
    ("git@pines.example.org:lab/cones", "pines.example.org/lab/cones"),
    ("https://pines.example.org/gitweb/?p=cones.git;a=tree;f=src", "pines.example.org/gitweb?p=cones.git"),
    ("https://pines.example.org/?p=cones.git", "pines.example.org?p=cones.git"),
    ("https://gitweb.pines.example.org/cones.git", "gitweb.pines.example.org/cones"),
    ("https://gitweb.pines.example.org/?p=cones", "gitweb.pines.example.org?p=cones"),
    ("https://pines.example.org/cgit/lab/cones/tree/src", "pines.example.org/cgit/lab/cones"),
    ("https://pines.example.org/cgit/cones.git/log", "pines.example.org/cgit/cones"),
    ("https://cgit.pines.example.org/cones/about/", "cgit.pines.example.org/cones"),
    ("https://pines.example.org/viewvc/cones/trunk/src/", "pines.example.org/viewvc/cones"),
    ("https://pines.example.org/viewvc.cgi/src?cvsroot=cones", "pines.example.org/viewvc.cgi?root=cones"),
    ("https://pines.example.org/websvn.php?repname=cones&path=/", "pines.example.org/websvn.php?root=cones"),
    (
        "https://pines.example.org/cgi-bin/viewvc.cgi/src/?root=cones&view=log",
        "pines.example.org/cgi-bin/viewvc.cgi?root=cones",
    ),
]


@pytest.mark.parametrize(("text", "target"), FORGES)
def test_a_repository_on_any_host_is_known_by_how_git_and_its_lists_name_it(text: str, target: str) -> None:
    assert named(text) == ("other_forge", target)


PUBLICATIONS = [
    ("https://arxiv.org/pdf/2101.00001v2", "arxiv.org/pdf/2101.00001v2"),
    ("https://export.arxiv.org/abs/cs/0101001", "export.arxiv.org/abs/cs/0101001"),
    ("https://doi.org/10.1234/pine.1", "doi.org/10.1234/pine.1"),
    ("http://dx.doi.org/10.1234/pine.1", "doi.org/10.1234/pine.1"),
    ("https://openreview.net/pdf?id=p1ne", "openreview.net/pdf?id=p1ne"),
    ("https://www.aclweb.org/anthology/P19-1001", "aclweb.org/anthology/P19-1001"),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1/", "ncbi.nlm.nih.gov/pmc/articles/PMC1"),
    ("https://www.medrxiv.org/content/10.1101/1v1", "medrxiv.org/content/10.1101/1v1"),
    (
        "https://openaccess.thecvf.com/content/CVPR2021/html/a.html",
        "openaccess.thecvf.com/content/CVPR2021/html/a.html",
    ),
    ("https://papers.nips.cc/paper/1-pines", "papers.nips.cc/paper/1-pines"),
    (
        "https://proceedings.neurips.cc/paper_files/paper/2022/file/a.pdf",
        "proceedings.neurips.cc/paper_files/paper/2022/file/a.pdf",
    ),
    ("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=7", "papers.ssrn.com/sol3/papers.cfm?abstract_id=7"),
    ("https://ieeexplore.ieee.org/document/77", "ieeexplore.ieee.org/document/77"),
    ("https://huggingface.co/papers/2101.00001", "huggingface.co/papers/2101.00001"),
    ("https://osf.io/preprints/psyarxiv/p1ne", "osf.io/preprints/psyarxiv/p1ne"),
]


@pytest.mark.parametrize(("text", "target"), PUBLICATIONS)
def test_the_address_of_a_publication_is_a_paper(text: str, target: str) -> None:
    assert named(text) == ("paper", target)


@pytest.mark.parametrize(
    "text",
    ["https://arxiv.org/list/cs.CL/recent", "https://openreview.net/group?id=Forest", "https://huggingface.co/papers",
     "https://www.ncbi.nlm.nih.gov/geo/", "https://ieeexplore.ieee.org"],
)  # fmt: skip
def test_other_pages_of_those_who_publish_are_pages(text: str) -> None:
    assert named(text)[0] == "other"


@pytest.mark.parametrize(
    ("text", "target", "url"),
    [
        ("https://pines.example.org/item?id=a=7", "pines.example.org/item?id=a=7", "https://pines.example.org/item?id=a=7"),
        ("https://pines.example.org/item?id=7", "pines.example.org/item?id=7", "https://pines.example.org/item?id=7"),
        ("https://pines.example.org/show.php?lang=en&id=7", "pines.example.org/show.php?id=7", "https://pines.example.org/show.php?id=7"),
        ("https://pines.example.org/a?x=1&utm_source=b", "pines.example.org/a", "https://pines.example.org/a?x=1"),
        ("https://pines.example.org/a?utm_source=b&fbclid=c", "pines.example.org/a", "https://pines.example.org/a"),
        (
            "https://dataverse.pines.example.org/dataset.xhtml?persistentId=doi%3A10.1%2FPINE&version=2",
            "dataverse.pines.example.org/dataset.xhtml?persistentId=doi:10.1/PINE",
            "https://dataverse.pines.example.org/dataset.xhtml?persistentId=doi:10.1/PINE",
        ),
    ],
)  # fmt: skip
def test_a_query_belongs_to_the_target_where_it_names_the_thing(text: str, target: str, url: str) -> None:
    address = address_in(text)
    assert address is not None
    assert (address.target, address.url) == (target, url)


PRINTED = [
    ("http://www.pines.example.edu/cones/", "http://www.pines.example.edu/cones/"),
    ("www.pines.example.edu/cones", "https://www.pines.example.edu/cones"),
    ("http://pines.example.edu/cones/?x=1&utm_source=a", "http://pines.example.edu/cones/?x=1&utm_source=a"),
    ("https: //pines.example.edu/my\\_cones", "https://pines.example.edu/my_cones"),
    ("https://pines.example.edu/a?x=1&amp;y=2", "https://pines.example.edu/a?x=1&y=2"),
    ("https:\\/\\/pines.example.edu\\/cones", "https://pines.example.edu/cones"),
    ("git@pines.example.edu:lab/cones.git", "ssh://git@pines.example.edu/lab/cones.git"),
    ("git://pines.example.edu/cones.git", "git://pines.example.edu/cones.git"),
    ("10.5281/zenodo.77", "https://doi.org/10.5281/zenodo.77"),
    ("doi:10.5281/zenodo.77", "https://doi.org/10.5281/zenodo.77"),
    ("DOI:10.5281/zenodo.77", "https://doi.org/10.5281/zenodo.77"),
    (f"swh:1:rev:{'0a' * 20}", f"https://archive.softwareheritage.org/swh:1:rev:{'0a' * 20}"),
    ("//pines.example.edu/cones", "https://pines.example.edu/cones"),
    ("https://zenodo.org/record/77", "https://zenodo.org/record/77"),
    ("https://github.com/lab/cones/tree/dev/src", "https://github.com/lab/cones/tree/dev/src"),
]


@pytest.mark.parametrize(("text", "printed"), PRINTED)
def test_what_is_asked_is_the_address_as_printed(text: str, printed: str) -> None:
    (link,) = find_links(f"It is at {text} and more is said.")
    assert link.printed == printed


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("https://github.com/lab/cones/tree/dev/src/", ("dev", "src")),
        ("https://github.com/lab/cones/blob/main/a/b.py", ("main", "a/b.py")),
        ("https://gitlab.com/lab/cones/-/tree/v1", ("v1", "")),
        ("https://raw.githubusercontent.com/lab/cones/main/a.txt", ("main", "a.txt")),
        ("https://huggingface.co/datasets/lab/cones/resolve/main/a.csv", ("main", "a.csv")),
        ("https://github.com/lab/cones", None),
        ("https://github.com/lab/cones/issues/7", None),
    ],
)
def test_a_printed_address_may_lead_to_a_place_in_a_repository(printed: str, place: tuple[str, str] | None) -> None:
    assert place_of(printed) == place


SEGMENTS = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,8}", fullmatch=True)


@given(st.sampled_from(["http", "https"]), st.booleans(), st.lists(SEGMENTS, min_size=1, max_size=3), st.booleans())
def test_a_plain_address_is_asked_to_the_letter(scheme: str, www: bool, path: list[str], slash: bool) -> None:
    url = f"{scheme}://{'www.' if www else ''}pines.example.edu/{'/'.join(path)}{'/' if slash else ''}"
    (link,) = find_links(f"The data stand at <{url}>, as said.")
    assert link.printed == link.raw == url


@given(
    SEGMENTS, SEGMENTS, st.sampled_from(["", "/", "/tree/main", ".git"]), st.sampled_from(VIEWERS[:2] + VIEWERS[5:6])
)
def test_every_way_to_a_repository_comes_to_one_target(owner: str, name: str, after: str, viewer: str) -> None:
    straight = address_in(f"https://github.com/{owner}/{name}{after}")
    shown = address_in(viewer.replace("pine-lab/cones", f"{owner}/{name}"))
    if straight is not None and straight.kind == "github_repo":
        assert shown == straight


@given(st.from_regex(r"https?://[a-z]{1,8}\\.example\\.org/[!-~]{0,40}", fullmatch=True))
def test_any_address_is_survived_and_its_target_has_no_scheme(text: str) -> None:
    address = address_in(text)
    assert address is None or not address.target.startswith("http")
