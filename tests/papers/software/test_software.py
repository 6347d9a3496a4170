"""Files by which software says what it is."""

from __future__ import annotations

import io

import orjson
import pytest

from checker.links import extract
from checker.model import BadRecord, Paper
from checker.papers.detection import recognise
from checker.papers.registry import READERS


def read(content: bytes) -> tuple[str, list[Paper | BadRecord]]:
    """(the format that an input is recognised as, what is read)."""
    reader = recognise(content, "s", READERS)
    records = reader.read(io.BufferedReader(io.BytesIO(content)), "s")
    return reader.name, [one for one in records if isinstance(one, Paper | BadRecord)]


def targets(paper: Paper | BadRecord) -> set[str]:
    assert isinstance(paper, Paper), paper
    return {link.target for link in extract(paper).links if link.kind.value != "paper"}


CFF = b"""\
cff-version: 1.2.0
title: burrow
type: software
abstract: |
  Digs burrows,
  and fills them.
authors:
  - given-names: B.
    website: https://badgers.example.org
repository-code: https://codeberg.org/badgers/burrow
repository-artifact: https://huggingface.co/badgers/burrow-net
url: https://burrow.example.org
doi: 10.5281/ZENODO.88
date-released: 2019-03-02
references:
  - title: shovel
    repository-code: https://github.com/others/shovel
"""


def test_a_citation_file_leads_to_the_software_and_not_to_its_references() -> None:
    name, (found,) = read(CFF)
    assert isinstance(found, Paper)
    assert (name, found.id, found.title, found.published) == (
        *("citation-cff", "10.5281/zenodo.88", "burrow", "2019-03-02"),
    )
    assert targets(found) == {
        *("codeberg.org/badgers/burrow", "badgers/burrow-net", "burrow.example.org"),
        "doi.org/10.5281/zenodo.88",
    }


@pytest.mark.parametrize(
    "content",
    [
        b"cff-version: 1.2.0\ntitle: [",
        b"cff-version: 1.2.0\nx: " + b"[" * 5000,
        b"cff-version: 1.2.0\na: &a [x]\nb: [*a, *a]\n",
        b"cff-version: 1.2.0\nmessage: none\n",
        b"cff-version: 1.2.0\ntitle: " + b"x" * 2**20,
    ],
    ids=["broken", "deep", "aliases", "nothing to read", "long"],
)
def test_what_is_no_such_file_is_told_and_raises_nothing(content: bytes) -> None:
    (found,) = READERS["citation-cff"].read(io.BytesIO(content), "s")
    assert isinstance(found, BadRecord)


@pytest.mark.parametrize("context", ["https://doi.org/10.5063/schema/codemeta-2.0", "https://w3id.org/codemeta/3.0"])
def test_codemeta_leads_to_the_software_and_not_to_its_people(context: str) -> None:
    record = {
        "@context": context,
        "@type": "SoftwareSourceCode",
        "name": "burrow",
        "description": "Digs.",
        "codeRepository": "https://gitlab.com/badgers/burrow",
        "datePublished": "2019-03-02",
        "identifier": ["burrow", "https://doi.org/10.5281/zenodo.88"],
        "license": "https://spdx.org/licenses/MIT",
        "author": [{"@id": "https://orcid.org/0000-0000-0000-0000", "url": "https://badgers.example.org"}],
        "softwareRequirements": [{"name": "shovel", "codeRepository": "https://github.com/others/shovel"}],
    }
    name, (found,) = read(orjson.dumps(record))
    assert isinstance(found, Paper)
    assert (name, found.id, found.published) == ("codemeta", "10.5281/zenodo.88", "2019-03-02")
    assert targets(found) == {"gitlab.com/badgers/burrow", "doi.org/10.5281/zenodo.88"}
