"""Sites that show or run what stands elsewhere: every name that they have for a forge, and what they show of it."""

from __future__ import annotations

import pytest

from checker.links.addresses.grammar import parse


def named(text: str) -> tuple[str, str]:
    address = parse(text)
    assert address is not None
    return str(address.kind), address.target


REPOSITORY, GITLAB = ("github_repo", "oak/acorn"), ("other_forge", "gitlab.com/oak/acorn")
BITBUCKET, GIST = ("other_forge", "bitbucket.org/oak/acorn"), ("github_gist", "oak/0a1b2c")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("mybinder.org/v2/gh/oak/acorn/HEAD", REPOSITORY),
        ("mybinder.org/v2/gl/oak%2Facorn/HEAD", GITLAB),
        ("mybinder.org/v2/gist/oak/0a1b2c/HEAD", GIST),
        ("mybinder.org/v2/zenodo/10.5281/zenodo.77", ("archive", "doi.org/10.5281/zenodo.77")),
        ("mybinder.org/v2/figshare/10.6084/m9.figshare.77", ("archive", "doi.org/10.6084/m9.figshare.77")),
        ("mybinder.org/v2/dataverse/10.7910/DVN/AB1CD", ("archive", "doi.org/10.7910/DVN/AB1CD")),
        ("lab.example.org/services/u/binder/v2/gh/oak/acorn/main", REPOSITORY),
        ("lab.example.org/services/binder/v2/gh/oak/acorn/main", REPOSITORY),
        ("hub.example.org/a/binder/v2/gh/oak/acorn", REPOSITORY),
        ("binder.example.org/v2/gl/oak%2Facorn/main", GITLAB),
        ("nbviewer.org/github/oak/acorn/blob/main/a.ipynb", REPOSITORY),
        ("nbviewer.org/gist/oak/0a1b2c", GIST),
        ("cdn.jsdelivr.net/gh/oak/acorn/a.js", REPOSITORY),
        ("jsdelivr.com/package/gh/oak/acorn", REPOSITORY),
        ("cdn.statically.io/gh/oak/acorn/main/a.js", REPOSITORY),
        ("cdn.statically.io/gl/oak/acorn/main/a.js", GITLAB),
        ("cdn.statically.io/bb/oak/acorn/main/a.js", BITBUCKET),
        ("codesandbox.io/p/github/oak/acorn/main", REPOSITORY),
        ("replit.com/gitlab/oak/acorn", GITLAB),
        ("replit.com/bitbucket/oak/acorn", BITBUCKET),
        ("sourcegraph.com/github.com/oak/acorn/-/blob/a.py", REPOSITORY),
        ("sourcegraph.com/gitlab.com/oak/acorn", GITLAB),
        ("sourcegraph.com/bitbucket.org/oak/acorn", BITBUCKET),
        ("vscode.dev/GitHub/oak/acorn", REPOSITORY),
        ("colab.research.google.com/gist.github.com/oak/0a1b2c", GIST),
        ("studiolab.sagemaker.aws/import/github/oak/acorn/blob/main/a.ipynb", REPOSITORY),
        ("zread.ai/hf/oak/acorn", ("hf_model", "oak/acorn")),
        ("zread.ai/huggingface/oak/acorn", ("hf_model", "oak/acorn")),
        ("zread.ai/huggingface.co/datasets/oak/acorn", ("hf_dataset", "oak/acorn")),
        ("gl.githack.com/oak/acorn/raw/main/a.html", GITLAB),
        ("glcdn.githack.com/oak/acorn/raw/main/a.html", GITLAB),
        ("bb.githack.com/oak/acorn/raw/main/a.html", BITBUCKET),
        ("bbcdn.githack.com/oak/acorn/raw/main/a.html", BITBUCKET),
        ("gist.githack.com/oak/0a1b2c/raw/a.html", GIST),
        ("gistcdn.githack.com/oak/0a1b2c/raw/a.html", GIST),
        ("oak.github1s.com/oak/acorn", REPOSITORY),
        ("gitpod.io/#https://gitlab.com/oak/acorn", GITLAB),
        ("gitpod.io/#https%3A%2F%2Fgithub.com%2Foak%2Facorn", REPOSITORY),
        ("netron.app/?url=https://github.com/oak/acorn/blob/main/a.onnx", REPOSITORY),
        ("netron.app/?url=https://huggingface.co/oak/acorn/resolve/main/a.onnx", ("hf_model", "oak/acorn")),
        ("nbviewer.org/urls/bitbucket.org/oak/acorn/raw/a.ipynb", BITBUCKET),
    ],
)  # fmt: skip
def test_what_a_viewer_shows_is_what_its_address_names(address: str, shown: tuple[str, str]) -> None:
    assert named(f"https://{address}") == shown
    assert named(f"https://www.{address}")[0] == shown[0]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "mybinder.org",
            "mybinder.org/v2/gh",
            "mybinder.org/v2/gh/oak",
            "mybinder.org/v2/gl/oak",
            "nbviewer.org/faq",
        ),
        *("gitpod.io", "gitpod.io/#oak", "netron.app/?url=https://example.org/a.onnx", "gl.githack.com"),
        *("colab.research.google.com/drive/1aB", "github.dev/oak", "cdn.jsdelivr.net/npm/acorn", "zread.ai/hf/oak"),
        *("binder.example.org/about", "example.org/v2/gh/oak/acorn", "binder.example.org/docs/github/oak/acorn"),
    ],
)
def test_a_viewer_that_shows_no_repository_is_a_page(address: str) -> None:
    assert named(f"https://{address}")[0] == "other"


@pytest.mark.parametrize(
    "address",
    [
        "mybinder.org/v2/gh/oak",  # an owner alone
        "mybinder.org/v2/nothing/oak/acorn",
        "view.officeapps.live.com/op/view.aspx?src=nothing",
        "htmlpreview.github.io/?nothing",
        "lab.example.org/github/oak/acorn",  # no viewer
    ],
)
def test_what_shows_no_repository_is_a_page(address: str) -> None:
    found = parse(address)
    assert found
    assert (found.kind, found.target.partition("/")[0].partition("?")[0]) == (
        "github_pages" if "github.io" in address else "other",
        address.partition("/")[0],
    )
