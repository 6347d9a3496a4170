"""What addresses of archives name: deposits by DOI, by Software Heritage's identifiers, by an archive's own pages."""

from __future__ import annotations

import pytest

from checker.links.addresses.grammar import parse
from checker.links.platforms import archives

SWHID = f"swh:1:rev:{'a1' * 20}"


def named(text: str) -> tuple[str, str] | None:
    address = parse(text)
    return (str(address.kind), address.target) if address else None


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("10.5281/zenodo.77", "doi.org/10.5281/zenodo.77"),
        ("10.5281/ZENODO.77", "doi.org/10.5281/zenodo.77"),
        ("doi:10.5281/zenodo.77", "doi.org/10.5281/zenodo.77"),
        ("doi10.5281/zenodo.77", "doi.org/10.5281/zenodo.77"),
        ("10.5281/zenodo.77.x", "doi.org/10.5281/zenodo.77"),
        ("10.5061/dryad.Ab1", "doi.org/10.5061/dryad.Ab1"),
        (SWHID, f"archive.softwareheritage.org/{SWHID}"),
        (SWHID.upper(), f"archive.softwareheritage.org/{SWHID.upper()}"),
    ],
)
def test_an_identifier_without_a_host_names_a_deposit(text: str, target: str) -> None:
    found = archives.identifier(text)
    assert found
    assert (found.target, found.url) == (target, f"https://{target}")


@pytest.mark.parametrize("text", ["10.1145/12345.6", "swh:1:xyz:00", "swh:2:rev:" + "a1" * 20, "zenodo.77", ""])
def test_another_identifier_names_none(text: str) -> None:
    assert archives.identifier(text) is None


@pytest.mark.parametrize("resolver", ["doi.org", "dx.doi.org", "www.doi.org"])
def test_a_resolver_leads_to_deposits_and_publications(resolver: str) -> None:
    assert named(f"https://{resolver}/10.5281/zenodo.77") == ("archive", "doi.org/10.5281/zenodo.77")
    assert named(f"https://{resolver}/10.1145/12345.6/") == ("paper", "doi.org/10.1145/12345.6")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://zenodo.org/record/77", "doi.org/10.5281/zenodo.77"),
        ("https://zenodo.org/records/77/files/a.zip", "doi.org/10.5281/zenodo.77"),
        ("https://zenodo.org/api/records/77", "doi.org/10.5281/zenodo.77"),
        ("https://zenodo.org/deposit/77", "doi.org/10.5281/zenodo.77"),
        ("https://zenodo.org/doi/10.5281/zenodo.77", "doi.org/10.5281/zenodo.77"),
        ("https://zenodo.org/communities/octo", "zenodo.org/communities/octo"),
        ("https://osf.io/ab12c", "osf.io/ab12c"),
        ("https://osf.io/ab12c?utm_source=x", "osf.io/ab12c"),
        (
            "https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/AB&version=1",
            "dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/AB",
        ),
        ("https://dataverse.lab.example.org/dataverse/octo", "dataverse.lab.example.org/dataverse/octo"),
    ],
)
def test_a_page_of_an_archive(address: str, target: str) -> None:
    assert named(address) == ("archive", target)


def test_what_a_visit_left_is_not_asked_for_and_what_names_the_deposit_is() -> None:
    page = "https://dataverse.harvard.edu/file.xhtml?persistentId=doi:10.7910/DVN/AB&utm_source=x"
    found, seen = parse(page), parse("https://figshare.com/s/ab12?file=3&utm_source=x")
    assert found
    assert found.url == "https://dataverse.harvard.edu/file.xhtml?persistentId=doi:10.7910/DVN/AB"
    assert seen
    assert (seen.target, seen.url) == ("figshare.com/s/ab12", "https://figshare.com/s/ab12?file=3")


def test_a_badge_is_no_deposit() -> None:
    found = named("https://zenodo.org/badge/latestdoi/77")
    assert found is None or found[0] != "archive"
