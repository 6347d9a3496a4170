"""Whom to ask about a deposit: its archive, and a page only where no interface tells of it."""

from __future__ import annotations

import pytest

from checker.model import Artifact, Kind, Outcome, Reason
from checker.survey.estimate import Estimate, estimate
from checker.survey.route import next_service
from tests.survey.test_route import seen

ARCHIVES = {
    "zenodo": "https://doi.org/10.5281/zenodo.7",
    "figshare": "https://doi.org/10.6084/m9.figshare.771122",
    "osf": "https://osf.io/4znzp",
    "dataverse": "https://doi.org/10.7910/DVN/ABC",
    "doi": "https://doi.org/10.5061/dryad.1",
    "swhid": f"https://archive.softwareheritage.org/swh:1:dir:{'ab' * 20}",
}


def at(url: str, kind: Kind = Kind.ARCHIVE, *printed: str) -> Artifact:
    return Artifact(kind, url.partition("://")[2], url, printed=printed)


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("archive", ARCHIVES)
def test_an_archive_is_asked_once_and_its_page_never(archive: str, outcome: Outcome) -> None:
    artifact = at(ARCHIVES[archive])
    assert next_service(artifact, [], token=True) == archive
    for reason in (Reason.OK, Reason.BAD_RESPONSE, Reason.TIMEOUT, Reason.REFUSED):
        assert next_service(artifact, [seen(archive, outcome, reason)], token=True) is None


@pytest.mark.parametrize("kind", [Kind.ARCHIVE, Kind.OTHER])
def test_a_doi_that_is_registered_has_its_page_looked_at(kind: Kind) -> None:
    artifact = at(ARCHIVES["doi"], kind)
    registered = seen("doi", Outcome.UNKNOWN, Reason.NOT_CHECKED)
    assert next_service(artifact, [registered], token=True) == "web"
    assert next_service(artifact, [registered, seen("web", Outcome.ABSENT)], token=True) is None


def test_an_archive_without_an_interface_that_we_know_is_a_page() -> None:
    assert next_service(at("https://datadryad.org/stash/dataset/x"), [], token=True) == "web"
    assert next_service(at("https://zenodo.org/communities/lab"), [], token=True) == "web"


def test_what_is_printed_may_name_what_the_address_does_not() -> None:
    artifact = at(
        "https://dv.example.org/x", Kind.ARCHIVE, "https://dv.example.org/dataset.xhtml?persistentId=doi:10.5072/A"
    )
    assert next_service(artifact, [], token=True) == "dataverse"


def test_deposits_are_counted_with_their_archives() -> None:
    pages = [at("https://datadryad.org/x"), at("https://lab.example.org", Kind.OTHER)]
    due = [*(at(url) for url in ARCHIVES.values()), *pages]
    due += [at(f"https://archive.softwareheritage.org/swh:1:rev:{n:040x}") for n in range(1_000)]
    assert estimate(due, token=True) == [
        Estimate("web", 2, 2),
        Estimate("zenodo", 1, 1),
        Estimate("figshare", 1, 1),
        Estimate("osf", 1, 2),
        Estimate("dataverse", 1, 1),
        Estimate("doi", 1, 3),
        Estimate("swhid", 1_001, 2),
    ]
