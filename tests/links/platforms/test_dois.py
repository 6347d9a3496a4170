"""Whose a DOI is: an archive's, a publisher's, or an institution's that keeps both. The suffixes are invented."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.links.addresses.grammar import parse

#: Deposits, as the archives name them.
DEPOSITS = {
    "Zenodo": "10.5281/zenodo.123",
    "Figshare": "10.6084/m9.figshare.123.v1",
    "OSF": "10.17605/OSF.IO/AB1CD",
    "Harvard Dataverse": "10.7910/DVN/AB1CD",
    "Dryad": "10.5061/dryad.ab1cd",
    "Mendeley Data": "10.17632/ab1cd2ef3g.1",
    "IEEE DataPort": "10.21227/ab1c-2d34",
    "UCI Machine Learning Repository": "10.24432/C5AB1C",
    "Kaggle": "10.34740/KAGGLE/DSV/123",
    "Hugging Face": "10.57967/hf/0123",
    "Code Ocean": "10.24433/CO.0123456.v1",
    "PhysioNet": "10.13026/ab1c-2d34",
    "OpenNeuro": "10.18112/openneuro.ds000123.v1.0.0",
    "PANGAEA": "10.1594/PANGAEA.123",
    "ICPSR": "10.3886/ICPSR00123.v1",
    "openICPSR": "10.3886/E123V1",
    "UK Data Service": "10.5255/UKDA-SN-123-1",
    "GBIF": "10.15468/dl.ab1cd",
    "Borealis": "10.5683/SP2/AB1CD",
    "Recherche Data Gouv": "10.57745/AB1CD",
    "DataverseNO": "10.18710/AB1CD",
    "DataverseNL": "10.34894/AB1CD",
    "DANS": "10.17026/dans-ab1-cd",
    "NTU": "10.21979/N9/AB1CD",
    "DaRUS": "10.18419/darus-123",
    "Australian Data Archive": "10.26193/AB1CD",
    "KU Leuven": "10.48804/AB1CD",
    "INRAE": "10.15454/AB1CD",
    "CIRAD": "10.18167/DVN1/AB1CD",
    "IRD": "10.23708/AB1CD",
    "Sciences Po": "10.21410/7E4/AB1CD",
    "heiDATA": "10.11588/data/AB1CD",
    "Qualitative Data Repository": "10.5064/F6AB1CD",
    "UNC": "10.15139/S3/AB1CD",
    "Texas Data Repository": "10.18738/T8/AB1CD",
    "Johns Hopkins": "10.7281/T1/AB1CD",
    "Illinois Data Bank": "10.13012/B2IDB-123_V1",
    "4TU": "10.4121/12345.v1",
    "University of Amsterdam": "10.21942/uva.123",
    "Loughborough": "10.17028/rd.lboro.123",
    "SAGE": "10.25384/SAGE.123",
    "Carnegie Mellon": "10.1184/R1/123",
    "Monash": "10.26180/123",
    "Melbourne": "10.26188/123",
    "Macquarie": "10.25949/123",
    "RMIT": "10.25439/rmt.123",
    "St George's": "10.24376/rd.sgul.123",
    "GigaDB": "10.5524/100123",
    "Sheffield": "10.15131/shef.data.123",
    "a Dryad of old": "10.7272/dryad.data.ab1c",
    "a Figshare of a publisher": "10.1371/figshare.123",
}
#: Institutions that keep data, software and theses under one prefix.
BOTH = [
    *("10.14279/depositonce-1", "10.5445/IR/1000001", "10.17863/CAM.1", "10.3929/ethz-b-000001", "10.22002/D1.1"),
    *("10.17169/refubium-1", "10.7488/era/1", "10.5287/bodleian:ab1", "10.15125/BATH-00001", "10.5522/04/1"),
    *("10.35097/1", "10.22000/1", "10.25532/OPARA-1", "10.5167/uzh-1"),
]
PUBLICATIONS = [
    "10.1000/182",
    "10.1145/1.2",
    "10.1109/X.2020.1",
    "10.5281/other.1",
    "10.3886/other",
    "10.1007/1-2-3_4",
]
WAYS = ["https://doi.org/{}", "http://dx.doi.org/{}", "https://www.doi.org/{}"]


def named(text: str) -> tuple[str, str]:
    address = parse(text)
    assert address is not None
    return address.kind, address.target


@pytest.mark.parametrize("doi", DEPOSITS.values(), ids=DEPOSITS)
def test_a_deposit_is_one_however_its_doi_is_written(doi: str) -> None:
    for way in [*WAYS, "doi:{}", "{}"]:
        for written in (doi, doi.lower(), doi.upper()):
            kind, target = named(way.format(written))
            assert (kind, target.casefold()) == ("archive", f"doi.org/{doi.casefold()}")


@pytest.mark.parametrize("doi", BOTH)
def test_a_doi_of_an_institution_that_keeps_both_is_a_page_to_look_at(doi: str) -> None:
    for way in WAYS:
        for written in (doi, doi.lower()):
            kind, target = named(way.format(written))
            assert (kind, target.endswith(f"doi.org/{written}")) == ("other", True)


@pytest.mark.parametrize("doi", PUBLICATIONS)
def test_another_doi_is_a_publications(doi: str) -> None:
    for way in WAYS:
        assert named(way.format(doi))[0] == "paper"
        assert named(way.format(f"{doi}/")) == named(way.format(doi))


@pytest.mark.parametrize("path", ["", "/", "/about", "/10.1", "/11.1234/x"])
def test_a_page_of_the_resolver_itself_is_a_page(path: str) -> None:
    assert named(f"https://doi.org{path}")[0] == "other"


@pytest.mark.parametrize("doi", [DEPOSITS["Dryad"], DEPOSITS["IEEE DataPort"], DEPOSITS["Mendeley Data"]])
def test_a_publishers_page_of_a_doi_is_a_deposit_only_where_the_doi_is(doi: str) -> None:
    assert named(f"https://lab.example.org/doi/{doi}") == ("archive", f"doi.org/{doi}")
    assert named("https://lab.example.org/doi/10.1000/182")[0] == "other"
    assert named(f"https://lab.example.org/see/{doi}")[0] == "other"


@given(st.sampled_from(sorted(DEPOSITS)), st.from_regex(r"10\.[1-9]\d{3}/[a-ce-z]{1,5}[0-9]{1,5}", fullmatch=True))
def test_a_number_in_front_of_it_makes_another_prefix(archive: str, other: str) -> None:
    """What an archive's DOI is told by begins it: the same words later in another's DOI say nothing."""
    assume(named(f"https://doi.org/{other}")[0] != "archive")  # the other one is no archive's by chance
    registrant, _, suffix = DEPOSITS[archive].partition("/")
    if not any(word in suffix.casefold() for word in ("data", "dryad", "figshare", "zenodo")):
        assert (
            named(f"https://doi.org/{other}-{registrant.removeprefix('10.')}.{suffix.replace('/', '.')}")[0]
            != "archive"
        )
