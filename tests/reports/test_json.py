"""The JSON report is what its published schema says, and keeps what was seen, what is lost and what rests apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from checker.model import Availability, Content, Identity, Kind, Maintenance, PaperStatus, Reason
from checker.reports.protocol import FormOptions
from tests.reports.invented import Invented
from tests.reports.moths import MOTHS, Moth, database, rendered
from tests.reports.strangers import rendered as spoilt

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def loaded(path: Path, by: tuple[str, ...] = (), keep: tuple[str, ...] = ()) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(rendered("json", path, FormOptions(by=by, keep=keep)))
    return report


def faults(report: object) -> list[str]:
    return [f"{one.json_path}: {one.message[:200]}" for one in VALIDATOR.iter_errors(report)]


def artifact(report: dict[str, Any], target: str) -> dict[str, Any]:
    (found,) = (one for one in report["artifacts"] if one["target"] == target)
    return dict(found)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.slow
def test_every_report_is_what_the_schema_says(moths: Path, nothing: Path, tmp_path: Path) -> None:
    months = tmp_path / "months.db"
    Invented(months, artifacts=150, runs=4).make()
    for path in (moths, nothing, months):
        assert faults(loaded(path)) == []
    assert faults(loaded(moths, by=("host", "year"), keep=("track", "email"))) == []
    assert faults(json.loads(spoilt("json", "\x1b[31m\u202e</script>"))) == []


@pytest.mark.slow
@pytest.mark.parametrize("key", SCHEMA["required"])
def test_the_schema_misses_no_part(key: str, moths: Path) -> None:
    report = loaded(moths)
    del report[key]
    assert faults(report)


def test_the_schema_knows_no_word_that_we_do_not(moths: Path) -> None:
    report = loaded(moths)
    report["artifacts"][0]["availability"]["value"] = "dead"
    report["papers"][0]["links"][0]["score"] = 3
    report["incidents"][0]["opened_at"] = "yesterday"
    assert len(faults(report)) == 3


def _objects(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for one in schema.values():
            yield from _objects(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _objects(one)


def test_every_part_of_the_schema_is_explained() -> None:
    for one in _objects(SCHEMA):
        for name, part in one.get("properties", {}).items():
            if isinstance(part, dict) and "$ref" not in part:
                assert part.get("description"), name


@pytest.mark.parametrize(
    ("part", "words"),
    [("availability", Availability), ("activity", Maintenance), ("identity", Identity), ("content", Content)],
)
def test_the_words_of_the_schema_are_those_of_the_rules(part: str, words: Any) -> None:
    assert SCHEMA["$defs"][part]["properties"]["value"]["enum"] == [str(word) for word in words]


def test_kinds_reasons_and_states_are_all_there() -> None:
    parts = SCHEMA["$defs"]
    assert parts["artifact"]["properties"]["kind"]["enum"] == list(Kind)
    assert parts["availability"]["properties"]["reason"]["enum"] == list(Reason)
    assert parts["paper"]["properties"]["status"]["enum"] == list(PaperStatus)


def test_a_silent_host_is_seen_so_and_is_no_loss(moths: Path) -> None:
    found = artifact(loaded(moths), "unheard.example/x")
    assert found["observation"]["answers"][0]["reason"] == "timeout"
    assert found["availability"]["value"] == "unknown"
    assert found["availability"]["usable"] is None
    assert found["availability"]["incident"] is None
    assert found["availability"]["last_known"] == {"value": "available", "at": "2026-10-05T06:12:00Z"}


def test_a_loss_has_its_dates_its_copy_and_its_incident(moths: Path) -> None:
    report = loaded(moths)
    found = artifact(report, "lab/lost")
    assert found["observation"] == {
        "run": 3,
        "answers": [
            {
                "service": "github_rest",
                "at": "2026-11-30T06:12:00Z",
                "outcome": "absent",
                "reason": "not_found_or_private",
                "status": 404,
                "detail": "",
            }
        ],
    }
    lost = found["availability"]
    assert (lost["since"], lost["last_good_at"], lost["confirmed"]) == (
        "2026-11-02T06:12:00Z",
        "2026-10-05T06:12:00Z",
        True,
    )
    assert [copy["captured_at"] for copy in lost["copies"]] == ["2026-03-01T00:00:00Z"]
    (incident,) = (one for one in report["incidents"] if one["incident"] == lost["incident"])
    assert (incident["target"], incident["closed_at"]) == ("lab/lost", None)


def test_inactive_is_not_unavailable(tmp_path: Path) -> None:
    path = database(tmp_path / "old.db", [Moth("lab/still", ("available",))], runs=1)
    found = artifact(loaded(path), "lab/still")
    assert (found["availability"]["value"], found["activity"]["value"]) == ("available", "active")
    assert set(found["activity"]["policies"]) > {"recent-commit", "scorecard-90d"}
    assert not {"maintenance", "last_activity_at"} & set(found["availability"])


def test_papers_have_their_links_with_the_places_where_they_stand(moths: Path) -> None:
    report = loaded(moths)
    assert [one["id"] for one in report["papers"]] == [f"2403.{place:05d}" for place in range(1, len(MOTHS) + 1)]
    lost = report["papers"][1]
    (link,) = lost["links"]
    assert (link["line"], link["column"]) == (7, 5)
    assert report["papers"][2]["links"][0]["line"] == 30, "the record's line, where the link's is not known"
    assert artifact(report, "lab/lost")["id"] == link["artifact"]
    assert lost["url"] == "https://arxiv.org/abs/2403.00002"


def test_each_figure_says_what_it_is_of_and_how_it_was_made(moths: Path) -> None:
    usable = loaded(moths)["figures"]["usable"]
    assert (usable["k"], usable["n"], usable["unknown"]) == (4, 11, 1)
    assert usable["interval"]["method"] == "Wilson"
    assert usable["bounds"]["if_unknown_gone"] < usable["percent"] < usable["interval"]["high"]
    assert "FROM reported" in usable["sql"]


def test_groups_add_up_to_the_figure(moths: Path) -> None:
    report = loaded(moths, by=("kind",))
    rows = report["groups"]["rows"]
    figure = report["figures"]["usable"]
    assert sum(row["k"] for row in rows) == figure["k"]
    assert sum(row["n"] for row in rows) == figure["n"]
    assert sum(row["unknown"] for row in rows) == figure["unknown"]
