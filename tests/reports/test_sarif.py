"""The SARIF form is a log that code scanning takes: rules with help, places in files, at most 5,000 results."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from checker.reports.forms.sarif import RESULTS, RULES, Sarif, file_address
from tests.reports.moths import Moth, account, database, rendered
from tests.reports.strangers import rendered as spoilt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.model.rows import LinkRow

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_PLACE = {"type": "integer", "minimum": 1}
#: What SARIF 2.1.0 (OASIS, section 3) asks of the parts that we write, and code scanning of what it shows.
SUBSET = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "pattern": "sarif-schema-2.1.0.json$"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name", "version", "rules"],
                            "properties": {
                                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}}
                            },
                        }
                    },
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"]}},
                "results": {"type": "array", "maxItems": RESULTS, "items": {"$ref": "#/$defs/result"}},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
                "shortDescription": {**_TEXT, "properties": {"text": {"type": "string", "maxLength": 1024}}},
                "fullDescription": _TEXT,
                "help": {**_TEXT, "required": ["text", "markdown"]},
                "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}},
            },
        },
        "result": {
            "type": "object",
            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
            "properties": {
                "ruleIndex": {"type": "integer", "minimum": 0, "maximum": len(RULES) - 1},
                "level": _LEVEL,
                "message": _TEXT,
                "partialFingerprints": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": {"type": "string"},
                },
                "locations": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["physicalLocation"],
                        "properties": {
                            "physicalLocation": {
                                "type": "object",
                                "required": ["artifactLocation"],
                                "properties": {
                                    "artifactLocation": {"type": "object", "required": ["uri"]},
                                    "region": {
                                        "type": "object",
                                        "required": ["startLine"],
                                        "properties": {
                                            **dict.fromkeys(("startLine", "startColumn", "endColumn"), _PLACE),
                                            "snippet": _TEXT,
                                        },
                                        "additionalProperties": False,
                                    },
                                },
                            }
                        },
                    },
                },
            },
        },
    },
}


def checked(text: str) -> dict[str, Any]:
    """The log, once the rules have found nothing."""
    log: dict[str, Any] = json.loads(text)
    Draft202012Validator(SUBSET).validate(log)
    return log


def results(path: Path) -> dict[str, dict[str, Any]]:
    return {one["properties"]["target"]: one for one in checked(rendered("sarif", path))["runs"][0]["results"]}


def test_every_log_is_by_the_specification(moths: Path, nothing: Path) -> None:
    assert Draft202012Validator.check_schema(SUBSET) is None
    assert checked(rendered("sarif", nothing))["runs"][0]["results"] == []
    assert checked(rendered("sarif", moths))["runs"][0]["results"]
    assert checked(spoilt("sarif", "a\nb ::error::\ud800"))


def test_each_link_in_need_is_a_result_of_its_rule(moths: Path) -> None:
    found = results(moths)
    assert {target: one["ruleId"] for target, one in found.items()} == {
        "lab/lost": "gone",
        "lab/newly-lost": "gone",
        "lab/taken": "blocked",
        "lab/hollow": "placeholder",
        "lab/bare": "empty",
        "lab/other": "reused",
        "lab/old": "moved",
        "lab/gated": "restricted",
        "unheard.example/x": "unknown",
    }
    assert found["lab/lost"]["level"] == "error"
    assert found["unheard.example/x"]["level"] == "note", "what is unknown is no alarm"
    rules = checked(rendered("sarif", moths))["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in found.values())


def test_a_result_stands_where_the_link_does(moths: Path) -> None:
    place = results(moths)["lab/lost"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "moths.bib"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (7, 5)
    assert place["region"]["endColumn"] == 5 + len("https://github.com/lab/lost")
    other = results(moths)["lab/newly-lost"]["locations"][0]["physicalLocation"]["region"]
    assert other == {"startLine": 30}, "the paper's record, where no more is known"


def test_a_result_is_the_same_one_when_lines_move(tmp_path: Path) -> None:
    moths = [Moth("lab/lost", ("gone",), line=7), Moth("lab/gone", ("gone",), line=9)]
    before = results(database(tmp_path / "a.db", moths))
    after = results(database(tmp_path / "b.db", [replace(one, line=one.line + 40) for one in moths]))
    for target, one in before.items():
        assert one["partialFingerprints"] == after[target]["partialFingerprints"]
        assert one["locations"] != after[target]["locations"]
    assert len({json.dumps(one["partialFingerprints"]) for one in before.values()}) == len(before)


def test_a_young_paper_may_still_fill_its_repository(tmp_path: Path) -> None:
    moths = [
        Moth("lab/young", ("empty",), published="2026-10-20"),
        Moth("lab/grown", ("empty",), published="2026-08-20"),
        Moth("lab/lost", ("gone",), published="2026-10-20"),
    ]
    assert set(results(database(tmp_path / "a.db", moths))) == {"lab/grown", "lab/lost"}


class Many:
    """The rows of an account with one link many times, the last of them lost."""

    def __init__(self, row: LinkRow) -> None:
        self.row = row

    def links(self) -> Iterable[LinkRow]:
        for number in range(RESULTS + 10):
            last = number == RESULTS + 9
            yield replace(self.row, paper_id=f"p{number}", availability="gone" if last else "restricted")


@pytest.mark.slow
def test_no_more_than_5000_the_worst_kept_and_the_rest_counted(moths: Path) -> None:
    with account(moths) as told:
        row = next(iter(told.rows.links()))
        text = "".join(Sarif().render(replace(told, rows=Many(row))))  # type: ignore[arg-type]  # links are all it reads
    run = checked(text)["runs"][0]
    assert len(run["results"]) == RESULTS
    assert run["results"][0]["ruleId"] == "gone", "what is lost comes first, wherever it stands"
    assert "10 more" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("papers/moths.bib", "papers/moths.bib"),
        ("./moths.bib", "moths.bib"),
        ("papers\\moths.bib", "papers/moths.bib"),
        ("my papers.bib", "my%20papers.bib"),
        ("hf-papers:2026-03-11", "hf-papers%3A2026-03-11"),
        ("", "input"),
    ],
)
def test_a_source_is_a_relative_address(source: str, uri: str) -> None:
    assert file_address(source) == uri
