"""Fields of a record that hold addresses: which count, under which name, and which are the paper's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links import extract
from checker.model import Paper
from checker.papers.records.addresses import Addresses, addresses
from checker.papers.records.field_names import is_of_the_paper

FORGE, PAGE = "https://github.com/brewer/kettle", "https://tea.example.org/kettle"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "code",
            "code_url",
            "urlCode",
            "GitHub",
            "Artifact URL",
            "artifact_urls",
            "project",
            "project_page",
            "demo",
        ),
        *(
            "links.code",
            "resources.url",
            "artifact.repository.url",
            "data availability",
            "代码",
            "note",
            "moth_house",
        ),
    ],
)
def test_a_field_of_an_artifact_or_of_no_known_name_may_lead_anywhere(name: str) -> None:
    assert not is_of_the_paper(name)
    assert addresses({name: PAGE}) == ((name, PAGE),)


@pytest.mark.parametrize(
    "name",
    [
        *("url", "URL", "link", "pdf", "pdf_url", "url_pdf", "openAccessPdf.url", "doi", "landing_page", "paper_url"),
        *(
            "thumbnail",
            "license",
            "code_license",
            "openreview",
            "semantic_scholar",
            "authors.url",
            "UR",
            "L1",
            "slides",
        ),
    ],
)
def test_a_field_of_the_paper_itself_counts_only_where_it_leads_to_a_forge(name: str) -> None:
    assert addresses({name: PAGE}) == ()
    assert addresses({name: FORGE}) == ((name, FORGE),)
    assert addresses({name: PAGE}, artifact=True) == ((name, PAGE),), "of software, its page is its own"


def test_strings_lists_and_objects_are_read_at_any_depth() -> None:
    record = {
        "repo": FORGE,
        "data": [PAGE, "", None, {"mirror": "https://zenodo.org/records/123456"}],
        "links": {"code": {"main": FORGE}, "slides": PAGE},
        "pages": 12,
    }
    assert addresses(record) == (
        ("repo", FORGE),
        ("data", PAGE),
        ("data.mirror", "https://zenodo.org/records/123456"),
        ("links.code.main", FORGE),
    )


def test_what_is_read_already_is_not_read_again_and_what_is_passed_over_is_known() -> None:
    found = Addresses(known={"abstract"}, whole={"slides"})
    assert found.of({"abstract": FORGE, "pdf": PAGE, "slides": PAGE, "year": "2020"}) == (("slides", PAGE),)
    assert list(found.passed) == ["pdf"]


def test_pdfs_and_pictures_in_fields_are_no_artifacts() -> None:
    text = f"{PAGE}.pdf {FORGE} {FORGE}/raw/main/cup.PNG?raw=1"
    links = extract(Paper("1", "T", "", fields=(("code", text),))).links
    assert [(link.field, link.target) for link in links] == [("code", "brewer/kettle")]
    assert text[links[0].start : links[0].end] == links[0].raw


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just(FORGE),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@pytest.mark.slow
@given(st.dictionaries(st.text(min_size=1), NESTED))
def test_no_record_raises_and_every_text_is_one_of_the_records_own(record: dict[str, object]) -> None:
    for name, text in addresses(record):
        assert name.partition(".")[0] in {key.partition(".")[0] for key in record}
        assert text


def test_a_record_that_unfolds_without_end_is_bounded() -> None:
    inner: object = FORGE
    for _ in range(500):
        inner = [inner]
    assert addresses({"x": inner}) == ()
    (found,) = addresses({"x": [f"{FORGE}{n}" for n in range(5000)]})
    assert len(found[1].split()) <= 2000


def test_addresses_of_one_list_never_run_into_each_other() -> None:
    """An address that ends in a slash goes on over a line end in prose; two items of a list are two."""
    listed = ["http://lab.example.org:9000/", "http://lab.example.org:9000/api", "https://lab.github.io/", FORGE]
    (field,) = addresses({"artifact_urls": listed})
    found = extract(Paper("1", "T", "", fields=(field,)))
    assert [link.raw for link in found.links] == listed
