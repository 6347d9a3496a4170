"""Which deposit an address names, and whose word on it counts."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import Artifact, Kind, ServiceName
from checker.services.deposits.names import Deposit, deposit_at, deposit_of

Z, F, N, D, R, S = (
    *(ServiceName.ZENODO, ServiceName.FIGSHARE, ServiceName.OSF, ServiceName.DATAVERSE),
    *(ServiceName.DOI, ServiceName.SWHID),
)
OBJECT = f"swh:1:snp:{'0f' * 20}"


@pytest.mark.parametrize(
    ("url", "service", "name"),
    [
        ("https://zenodo.org/record/7", Z, "7"),
        ("https://zenodo.org/api/records/7", Z, "7"),
        ("https://zenodo.org/deposit/7", Z, "7"),
        ("https://figshare.com/articles/Title_of_it/1234567", F, "articles/1234567"),
        ("https://figshare.com/articles/dataset/Title_2019/1234567/12", F, "articles/1234567"),
        ("https://figshare.com/articles/dataset/2019/1234567", F, "articles/1234567"),
        ("https://kth.figshare.com/articles/software/_/1234567/1?file=9", F, "articles/1234567"),
        ("https://figshare.com/collections/Title/1234567/3", F, "collections/1234567"),
        ("https://figshare.com/ndownloader/articles/1234567/versions/2", F, "articles/1234567"),
        ("https://doi.org/10.6084/m9.figshare.1234567", F, "articles/1234567"),
        ("https://osf.io/AB3cd/wiki/home/", N, "ab3cd"),
        ("https://osf.io/registrations/ab3cd", N, "ab3cd"),
        ("https://osf.io/download/ab3cd/", N, "ab3cd"),
        ("https://zenodo.org/badge/DOI/10.5281/zenodo.7.svg", Z, "7"),
        ("https://doi.org/10.17605/OSF.IO/AB3CD", N, "ab3cd"),
        ("https://doi.org/10.7910/DVN/AB3CD", D, "doi:10.7910/DVN/AB3CD"),
        ("https://dataverse.nl/dataset.xhtml?persistentId=doi:10.34894/ABC", D, "doi:10.34894/ABC"),
        ("https://dv.example.org/citation?persistentId=hdl:1902.1/21919", D, "hdl:1902.1/21919"),
        ("https://doi.org/10.7910/DVN/AB3CD/FILE1", R, "10.7910/DVN/AB3CD/FILE1"),
        ("https://doi.org/10.5061%2Fdryad.1", R, "10.5061/dryad.1"),
        ("https://dx.doi.org/10.17632/abc.1", R, "10.17632/abc.1"),
        (f"https://archive.softwareheritage.org/{OBJECT}/", S, OBJECT),
        (f"https://archive.softwareheritage.org/browse/{OBJECT};path=/x", S, OBJECT),
    ],
)
def test_addresses_of_deposits(url: str, service: ServiceName, name: str) -> None:
    found = deposit_of(Artifact(Kind.ARCHIVE, url.partition("://")[2], url))
    assert found
    assert (found.service, found.id) == (service, name)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://zenodo.org/communities/lab",
            "https://zenodo.org/records/",
            "https://sandbox.zenodo.org/records/7",
        ),
        *(
            "https://figshare.com/s/0f0f0f",
            "https://figshare.com/projects/A/1234",
            "https://notfigshare.com/articles/1",
        ),
        *("https://osf.io/login", "https://osf.io/about", "https://zenodo.org/badge/latestdoi/7"),
        *("https://osf.io/", "https://osf.io/preprints/psyarxiv/ab3cd", "https://osf.io/meetings/x"),
        *("https://dv.org/file.xhtml?persistentId=doi:10.5072/x", "https://dv.org/dataset.xhtml?persistentId=../x"),
        *(
            "https://archive.softwareheritage.org/browse/origin/?origin_url=x",
            "https://doi.org/",
            "https://doi.org/10.1",
        ),
        *("ftp://zenodo.org/record/7", "https://[zenodo.org/record/7", "https://zenodo.org:99999/record/7", "x"),
    ],
)
def test_other_addresses_are_pages(url: str) -> None:
    assert deposit_at(url) is None


def test_repositories_are_no_deposits() -> None:
    assert deposit_of(Artifact(Kind.OTHER_FORGE, "zenodo.org/record/7", "https://zenodo.org/record/7")) is None


@given(
    st.text(max_size=60),
    st.sampled_from(
        [
            "https://doi.org/10.5281/zenodo.",
            "https://zenodo.org/records/",
            "https://osf.io/",
            "https://figshare.com/articles/",
            "https://doi.org/10.1234/",
            "https://h.org/dataset.xhtml?persistentId=",
            "",
        ]
    ),
)
def test_no_text_breaks_the_reading_and_names_are_harmless(tail: str, head: str) -> None:
    found = deposit_at(head + tail)
    if isinstance(found, Deposit):
        assert found.id.isprintable()
        if found.service in (Z, F, N, S):
            assert set(found.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789/:")
        if found.service is D:
            assert urlsplit(found.place).hostname
