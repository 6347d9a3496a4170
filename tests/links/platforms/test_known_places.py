"""Places that are known by name: archives by their DOIs, forges, files and pages. What follows is invented."""

from __future__ import annotations

import pytest

from checker.links import find_links
from checker.links.addresses.grammar import parse


def named(text: str) -> tuple[str, str] | None:
    address = parse(text)
    return (str(address.kind), address.target) if address else None


@pytest.mark.parametrize(
    "doi",
    [
        *("10.5281/zenodo.7", "10.6084/m9.figshare.7", "10.17605/OSF.IO/AB7", "10.7910/DVN/AB7", "10.5061/dryad.ab7"),
        *("10.17632/ab7.1", "10.21227/ab7-c", "10.24432/C5AB", "10.34740/kaggle/dsv/7", "10.57967/hf/7"),
        *("10.24433/CO.7.v1", "10.13026/ab7", "10.18112/openneuro.ds7.v1", "10.1594/PANGAEA.7", "10.3886/ICPSR7"),
        *("10.3886/E7V1", "10.5255/UKDA-SN-7", "10.15468/dl.ab7", "10.5683/SP3/AB7", "10.57745/AB7", "10.18710/AB7"),
        *("10.34894/AB7", "10.17026/dans-ab7", "10.21979/N9/AB7", "10.18419/darus-7", "10.26193/AB7", "10.48804/AB7"),
        *(
            "10.15454/AB7",
            "10.18167/DVN1/AB7",
            "10.23708/AB7",
            "10.21410/7E4/AB7",
            "10.11588/data/AB7",
            "10.5064/F6AB7",
        ),
        *("10.15139/S3/AB7", "10.18738/T8/AB7", "10.7281/T1/AB7", "10.13012/B2IDB-7_V1", "10.4121/ab7"),
        *("10.21942/uva.7", "10.17028/rd.lboro.7", "10.25384/SAGE.7", "10.1184/R1/7", "10.26180/ab7", "10.26188/7"),
        *("10.25949/7", "10.25439/rmt.7", "10.24376/rd.sgul.7", "10.5524/7", "10.15131/shef.data.7"),
    ],
)
def test_a_deposit_by_its_doi(doi: str) -> None:
    found = named(f"https://doi.org/{doi}")
    assert found
    assert found[0] == "archive"


@pytest.mark.parametrize(
    "doi",
    [
        *(
            "10.14279/depositonce-7",
            "10.5445/IR/7",
            "10.17863/CAM.7",
            "10.3929/ethz-b-7",
            "10.22002/AB7",
            "10.17169/7",
        ),
        *("10.7488/ds/7", "10.5287/bodleian:ab7", "10.15125/BATH-7", "10.5522/04/7", "10.35097/7", "10.22000/7"),
        *("10.25532/OPARA-7", "10.5167/uzh-7"),
    ],
)
def test_a_doi_of_an_institution_that_holds_theses_too_is_a_page_to_look_at(doi: str) -> None:
    found = named(f"https://doi.org/{doi}")
    assert found
    assert found[0] == "other"


@pytest.mark.parametrize(
    ("address", "project"),
    [
        ("gitlab.com/lab/group/tool/-/tree/main", "gitlab.com/lab/group/tool"),
        ("bitbucket.org/lab/tool/src/main", "bitbucket.org/lab/tool"),
        ("codeberg.org/lab/tool/src/branch/main", "codeberg.org/lab/tool"),
        ("gitee.com/lab/tool/tree/main", "gitee.com/lab/tool"),
        ("git.sr.ht/~lab/tool/tree", "git.sr.ht/~lab/tool"),
        ("gitcode.com/lab/tool/overview", "gitcode.com/lab/tool"),
        ("framagit.org/lab/group/tool/-/issues", "framagit.org/lab/group/tool"),
        ("launchpad.net/tool/trunk", "launchpad.net/tool"),
        ("salsa.debian.org/lab/group/tool/-/tree/main", "salsa.debian.org/lab/group/tool"),
        ("notabug.org/lab/tool/src/main", "notabug.org/lab/tool"),
        ("openi.pcl.ac.cn/lab/tool/src", "openi.pcl.ac.cn/lab/tool"),
        ("git.openi.org.cn/lab/tool/src", "git.openi.org.cn/lab/tool"),
        ("dagshub.com/lab/tool/src/main", "dagshub.com/lab/tool"),
        ("gitea.com/lab/tool/src", "gitea.com/lab/tool"),
        ("opendev.org/lab/tool/src", "opendev.org/lab/tool"),
        ("pagure.io/tool/tree/main", "pagure.io/tool"),
        ("pagure.io/lab/tool/tree/main", "pagure.io/lab/tool"),
        ("modelscope.cn/models/lab/net/files", "modelscope.cn/models/lab/net"),
        ("modelscope.ai/datasets/lab/set/files", "modelscope.ai/datasets/lab/set"),
        ("gitlab.lab.example.org/group/tool/-/tree/main", "gitlab.lab.example.org/group/tool"),
    ],
)
def test_a_project_of_a_forge_without_the_page_that_is_shown(address: str, project: str) -> None:
    assert named(f"https://{address}") == ("other_forge", project)


@pytest.mark.parametrize(
    "address",
    [
        "raw.githubusercontent.com/octo/tool/main/a.py",
        "raw.github.com/octo/tool/main/a.py",
        "m.github.com/octo/tool",
        "codeload.github.com/octo/tool/zip/main",
        "media.githubusercontent.com/media/octo/tool/main/a.bin",
        "api.github.com/repos/octo/tool",
    ],
)
def test_a_file_of_a_repository_is_the_repository(address: str) -> None:
    assert named(f"https://{address}") == ("github_repo", "octo/tool")


@pytest.mark.parametrize(
    "host",
    [
        *("octo.github.io", "octo.gitlab.io", "octo.netlify.app", "octo.vercel.app", "octo.readthedocs.io"),
        *("octo.pages.dev", "octo.web.app", "octo.hf.space"),
    ],
)
def test_a_page_that_has_a_host_of_its_own_is_a_link_as_it_stands(host: str) -> None:
    text = f"All results are shown at {host} today."
    assert [text[link.start : link.end] for link in find_links(text)] == [host]


@pytest.mark.parametrize(
    "host",
    [
        *("zenodo.org", "figshare.com", "osf.io", "dataverse.harvard.edu", "datadryad.org", "sheffield.figshare.com"),
        *("archive.softwareheritage.org", "zenodo.lab.example.org", "figshare.lab.example.org"),
    ],
)
def test_a_page_of_an_archive_or_below_one(host: str) -> None:
    assert named(f"https://{host}/octo/tool") == ("archive", f"{host}/octo/tool")


def test_a_space_may_be_called_as_a_page_is() -> None:
    assert named("https://huggingface.co/spaces/octo/viewer") == ("hf_space", "octo/viewer")
    assert named("https://huggingface.co/bert/tree/main") == ("hf_model", "bert")
