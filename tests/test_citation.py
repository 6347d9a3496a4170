"""CITATION.cff is valid (Citation File Format 1.2.0) and says what the package says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml

from checker import __version__

ROOT = Path(__file__).parents[1]
REQUIRED = {"cff-version", "message", "title", "authors"}
#: All keys that version 1.2.0 knows.
KNOWN = REQUIRED | {
    *("abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url"),
    *("preferred-citation", "references", "repository", "repository-artifact", "repository-code", "type", "url"),
    "version",
}


def test_it_is_valid_and_agrees_with_the_package() -> None:
    found = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert found.keys() >= REQUIRED
    assert found.keys() <= KNOWN
    assert found["cff-version"] == "1.2.0"
    assert found["type"] == "software"
    assert found["title"] == project["name"]
    assert found["version"] == __version__
    assert found["license"] == project["license"]
    assert found["authors"] == [{"name": "reprolinks developers"}]
    assert all(isinstance(word, str) for word in found["keywords"])
    assert len(set(found["keywords"])) == len(found["keywords"])
