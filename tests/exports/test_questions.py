"""Every shipped question is answered by a database that can answer it, and explains what it answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checker.errors import UsageError
from checker.exports.queries import Query, queries
from checker.exports.tables import tables
from checker.model import Claim, Paper
from checker.store.store import Store
from tests.exports.story import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Command = Callable[..., tuple[int, str, str]]

KNOWN = {query.name: query for query in queries()}
#: Question → what it is asked with, the columns looked at, the rows; of `completeness` the first two.
ANSWERS: dict[str, tuple[dict[str, str], str, list[tuple[object, ...]]]] = {
    "answers-of-run": (
        {"run": "4"},
        "service outcome reason answers",
        [
            ("github_graphql", "present", "ok", 7),
            ("github_graphql", "absent", "not_found_or_private", 3),
            ("github_graphql", "blocked", "dmca", 1),
            ("github_graphql", "refused", "gated", 1),
            ("github_graphql", "present", "no_commits", 1),
            ("github_graphql", "present", "space_not_running", 1),
            ("web", "unknown", "dns", 2),
            ("web", "present", "ok", 1),
        ],
    ),
    "archived-upstream": ({}, "target archived_at papers", [("up/stream", "2025-06-01T00:00:00Z", 2)]),
    "at-host": (
        {"host": "dead.example.org"},
        "target availability reason",
        [("dead.example.org/a", "unknown", "dns"), ("dead.example.org/b", "unknown", "dns")],
    ),
    "availability-by-age": (
        {},
        "years artifacts known available percent_of_known unknown",
        [
            (0, 1, 0, 0, None, 1),
            (1, 3, 3, 2, 66.7, 0),
            (2, 2, 2, 1, 50.0, 0),
            (3, 3, 3, 1, 33.3, 0),
            (4, 3, 3, 3, 100.0, 0),
            (5, 2, 2, 1, 50.0, 0),
            (6, 2, 0, 0, None, 2),
            (7, 1, 1, 1, 100.0, 0),
        ],
    ),
    "availability-by-host": (
        {},
        "host artifacts known available gone_or_blocked percent_of_known unknown",
        [
            ("github.com", 11, 11, 7, 3, 63.6, 0),
            ("dead.example.org", 2, 0, 0, 0, None, 2),
            ("huggingface.co", 2, 2, 1, 0, 50.0, 0),
            ("doi.org", 1, 0, 0, 0, None, 1),
            ("lab.example.edu", 1, 1, 1, 0, 100.0, 0),
        ],
    ),
    "availability-by-kind": (
        {},
        "kind artifacts known available percent_of_known unknown",
        [
            ("github_repo", 11, 11, 7, 63.6, 0),
            ("other", 3, 1, 1, 100.0, 2),
            ("archive", 1, 0, 0, None, 1),
            ("hf_model", 1, 1, 0, 0.0, 0),
            ("hf_space", 1, 1, 1, 100.0, 0),
        ],
    ),
    "availability-by-year": (
        {},
        "year papers_with_links ok degraded broken unknown",
        [
            ("2019", 1, 1, 0, 0, 0),
            ("2020", 1, 0, 0, 0, 1),
            ("2021", 1, 0, 1, 0, 0),
            ("2022", 3, 3, 0, 0, 0),
            ("2023", 3, 1, 0, 2, 0),
            ("2024", 3, 1, 0, 2, 0),
            ("2025", 3, 2, 0, 1, 0),
            ("2026", 1, 0, 0, 0, 1),
        ],
    ),
    "availability-by-venue": (
        {},
        "venue papers_with_links ok degraded broken unknown",
        [("", 13, 7, 1, 3, 2), ("ICLR 2024", 3, 1, 0, 2, 0)],
    ),
    "papers-of-venue": (
        {"venue": "iclr"},
        "paper_id venue status",
        [("hollow", "ICLR 2024", "broken"), ("lost", "ICLR 2024", "broken"), ("coming", "ICLR 2024", "ok")],
    ),
    "back-again": (
        {},
        "target opened_at closed_at days_away",
        [("on/off", "2025-06-01T00:00:00Z", "2025-06-11T00:00:00Z", 10.0)],
    ),
    "blocked": (
        {},
        "target availability reason",
        [("taken/down", "blocked", "dmca"), ("lab/weights", "restricted", "gated")],
    ),
    "broken-as-printed": (
        {},
        "paper_id printed works_as",
        [("broken-form", "http://www.lab.example.edu/tool", "http://lab.example.edu/tool")],
    ),
    "by-owner": (
        {"owner": "LAB"},
        "kind target availability",
        [
            ("github_repo", "lab/alive", "available"),
            ("github_repo", "lab/coming", "available"),
            ("github_repo", "lab/hollow", "empty"),
            ("hf_model", "lab/weights", "restricted"),
            ("hf_space", "lab/demo", "available"),
        ],
    ),
    "candidates": ({}, "paper_id relation target added_by", [("released", "unlinked", "maybe/code", "user")]),
    "changes-last-run": (
        {},
        "target axis before after",
        [
            ("lab/coming", "availability", "placeholder", "available"),
            ("on/off", "availability", "available", "gone"),
            ("lost/code", "confirmed", "no", "yes"),
            ("lab/alive", "content", "code", "runnable"),
            ("lab/coming", "content", "placeholder", "code"),
        ],
    ),
    "claimed-without-link": (
        {},
        "paper_id status claim_evidence",
        [
            ("released", "claimed_without_link", "We release the code."),
            ("promised", "promised_without_link", "The code will be released."),
            ("young", "promised_without_link", "The code is coming soon."),
        ],
    ),
    "completeness": (
        {},
        "target content training weights",
        [("lab/alive", "runnable", "train.py", "a.pt"), ("fresh/name", "code", None, None)],
    ),
    "content-by-kind": (
        {},
        "kind content artifacts",
        [
            ("github_repo", "empty", 1),
            ("github_repo", "code", 6),
            ("github_repo", "runnable", 1),
            ("hf_model", "data_only", 1),
            ("hf_space", "code", 1),
            ("other", "code", 1),
        ],
    ),
    "costs-by-service": (
        {},
        "service runs requests points seconds_waited",
        [("github_graphql", 4, 100, 10, 0.0), ("web", 4, 8, 0, 6.0)],
    ),
    "dead-places": (
        {},
        "paper_id printed repository missing",
        [("alive", "https://github.com/lab/alive/tree/draft", "lab/alive", "draft")],
    ),
    "empty": ({}, "target availability reason", [("lab/hollow", "empty", "no_commits")]),
    "evidence": (
        {"target": "Lost/Code"},
        "at service outcome run_id",
        [
            ("2026-06-01T00:00:00Z", "github_graphql", "absent", 4),
            ("2025-06-01T00:00:00Z", "github_graphql", "absent", 2),
            ("2025-01-01T00:00:00Z", "github_graphql", "present", 1),
        ],
    ),
    "flapping": ({}, "target losses lost_now", [("on/off", 2, 1)]),
    "foreign-beside-ours": (
        {},
        "witness target theirs ours",
        [("others2025", "lab/alive", "absent", "available"), ("others2025", "lost/code", "present", "gone")],
    ),
    "foreign-flapping": (
        {},
        "witness target changes silent checks last",
        [("others2025", "lab/alive", 3, 2, 4, "silent")],
    ),
    "foreign-witnesses": ({}, "witness links checks ever_silent answered_last", [("others2025", 2, 5, 1, 0)]),
    "gated": ({}, "target reason title", [("lab/weights", "gated", "Paper gated")]),
    "gone": ({}, "target confirmed papers", [("lost/code", 1, 2), ("on/off", 0, 1)]),
    "hijackable": ({}, "target resolved_target", [("old/name", "fresh/name")]),
    "history": (
        {"target": "lost/code"},
        "at availability confirmed",
        [
            ("2025-01-01T00:00:00Z", "available", 0),
            ("2025-06-01T00:00:00Z", "gone", 0),
            ("2026-06-01T00:00:00Z", "gone", 1),
        ],
    ),
    "ignored": ({}, "target ignored", [("taken/down", "the court decides")]),
    "incidents-open": (
        {},
        "opened_at target availability last_good_at told_run papers",
        [
            ("2025-06-01T00:00:00Z", "lost/code", "gone", "2025-01-01T00:00:00Z", 4, 2),
            ("2026-06-01T00:00:00Z", "on/off", "gone", "2025-06-11T00:00:00Z", None, 1),
            ("2026-06-01T00:00:00Z", "taken/down", "blocked", None, None, 1),
        ],
    ),
    "incidents": (
        {},
        "opened_at target closed_at",
        [
            ("2026-06-01T00:00:00Z", "line/n-ext", None),
            ("2026-06-01T00:00:00Z", "on/off", None),
            ("2026-06-01T00:00:00Z", "taken/down", None),
            ("2025-06-01T00:00:00Z", "lost/code", None),
            ("2025-06-01T00:00:00Z", "on/off", "2025-06-11T00:00:00Z"),
        ],
    ),
    "largest-owners": (
        {"limit": "3"},
        "owner artifacts available gone_or_blocked papers",
        [("lab", 5, 3, 0, 5), ("taken", 2, 1, 1, 2), ("lost", 1, 0, 1, 2)],
    ),
    "licenses-missing": ({}, "target", [("lab/coming",)]),
    "licenses": ({}, "license artifacts", [("MIT", 8), ("(none told)", 4)]),
    "linked-but-empty": ({}, "paper_id target availability", [("hollow", "lab/hollow", "empty")]),
    "maintenance-policies": (
        {},
        "policy active inactive agrees_with",
        [
            ("archived-flag", 12, 0, "recent-commit 91.7% of 12"),
            ("recent-commit", 11, 1, "archived-flag 91.7% of 12"),
        ],
    ),
    "misprinted": ({}, "paper_id printed works_as", [("glued", "github.com/line/n-\next", "line/next")]),
    "most-cited": ({}, "target papers", [("lost/code", 2), ("up/stream", 2)]),
    "moved": (
        {},
        "target identity resolved_target hijackable",
        [("old/name", "transferred", "fresh/name", 1), ("taken/name", "reused", "", None)],
    ),
    "newest-losses": (
        {"since": "2026-01-01"},
        "opened_at target papers named_by",
        [
            ("2026-06-01T00:00:00Z", "on/off", 1, "Paper flapping"),
            ("2026-06-01T00:00:00Z", "taken/down", 1, "Paper taken-down"),
        ],
    ),
    "on-request": ({}, "paper_id claim_evidence", [("asks", "Data are available on request.")]),
    "own-lost": (
        {},
        "paper_id target confirmed last_good_at copy",
        [
            ("flapping", "on/off", 0, "2025-06-11T00:00:00Z", ""),
            (
                "lost",
                "lost/code",
                1,
                "2025-01-01T00:00:00Z",
                "https://archive.softwareheritage.org/swh:1:snp:00;origin=https://github.com/lost/code",
            ),
            ("taken-down", "taken/down", 1, None, ""),
        ],
    ),
    "paper": (
        {"paper": "builds-on"},
        "raw availability ownership",
        [
            ("https://github.com/up/stream", "available", "third_party"),
            ("https://github.com/lost/code", "gone", "third_party"),
        ],
    ),
    "papers-broken": (
        {},
        "paper_id status available unavailable",
        [
            ("flapping", "broken", 0, 1),
            ("gated", "broken", 0, 1),
            ("hollow", "broken", 0, 1),
            ("lost", "broken", 0, 1),
            ("taken-down", "broken", 0, 1),
            ("builds-on", "degraded", 1, 1),
        ],
    ),
    "papers-of-artifact": (
        {"target": "lost/code"},
        "paper_id ownership",
        [("builds-on", "third_party"), ("lost", "own")],
    ),
    "promised-not-delivered": ({}, "paper_id days", [("promised", 882)]),
    "promises-kept": (
        {},
        "target empty_at filled_at",
        [("lab/coming", "2025-01-01T00:00:00Z", "2026-06-01T00:00:00Z")],
    ),
    "promises": (
        {},
        "paper_id promise state kept_by",
        [
            ("promised", "promised", "open", None),
            ("released", "released", "open", None),
            ("young", "promised", "open", None),
            ("hollow", "placeholder", "open", None),
            ("coming", "placeholder", "kept", "lab/coming"),
        ],
    ),
    "rescue": (
        {},
        "target preservation",
        [("on/off", "not_asked"), ("lost/code", "recoverable"), ("taken/down", "unrecoverable")],
    ),
    "reused": ({}, "target availability", [("taken/name", "available")]),
    "run-costs": (
        {},
        "run service requests",
        [
            (1, "github_graphql", 10),
            (1, "web", 2),
            (2, "github_graphql", 20),
            (2, "web", 2),
            (3, "github_graphql", 30),
            (3, "web", 2),
            (4, "github_graphql", 40),
            (4, "web", 2),
        ],
    ),
    "same-today": ({}, "today names papers", [("fresh/name", "fresh/name, old/name", 2)]),
    "silent-hosts": (
        {},
        "host artifacts reasons last_known_at",
        [("dead.example.org", 2, "dns", "2025-01-01T00:00:00Z")],
    ),
    "spaces-not-running": ({}, "target", [("lab/demo",)]),
    "stale": (
        {},
        "target days",
        [("doi.org/10.5281/zenodo.1234567", None), ("dead.example.org/b", None), ("dead.example.org/a", 516)],
    ),
    "third-party-gone": ({}, "paper_id target", [("builds-on", "lost/code")]),
    "third-party": (
        {},
        "target used_by availability",
        [("up/stream", 2, "available"), ("fresh/name", 1, "available"), ("lost/code", 1, "gone")],
    ),
    "time-to-first-loss": (
        {},
        "year artifacts lost shortest_days median_days longest_days",
        [
            ("2019", 1, 0, None, None, None),
            ("2020", 2, 0, None, None, None),
            ("2021", 2, 1, 1488, 1488, 1488),
            ("2022", 3, 0, None, None, None),
            ("2023", 3, 2, 882, 882, 1247),
            ("2024", 2, 0, None, None, None),
            ("2025", 3, 0, None, None, None),
            ("2026", 1, 0, None, None, None),
        ],
    ),
    "trend": (
        {},
        "run artifacts available gone unknown percent_of_known",
        [(1, 18, 5, 0, 12, 83.3), (2, 17, 1, 2, 13, 25.0), (3, 17, 2, 1, 13, 50.0), (4, 17, 9, 2, 3, 64.3)],
    ),
    "unarchived": (
        {},
        "target preservation papers",
        [("taken/down", "unrecoverable", 1), ("lab/alive", "vulnerable", 1)],
    ),
    "unknown": (
        {},
        "target reason last_known_availability",
        [
            ("dead.example.org/a", "dns", "available"),
            ("dead.example.org/b", "dns", None),
            ("doi.org/10.5281/zenodo.1234567", "not_checked", None),
        ],
    ),
    "unlisted": ({}, "paper_id source", [("dropped", "old.bib")]),
    "unmaintained-but-used": ({}, "target papers maintenance", [("up/stream", 2, "archived")]),
    "unmaintained": (
        {},
        "target maintenance",
        [("fresh/name", "inactive"), ("old/name", "inactive"), ("up/stream", "archived")],
    ),
    "vulnerable": ({}, "target save_request", [("lab/alive", "accepted")]),
}
EXPLAINED = {column.name for table in tables() for column in table.columns}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        tell(opened)
        yield opened


def test_every_question_has_an_answer_here() -> None:
    assert ANSWERS.keys() == KNOWN.keys()
    assert len(KNOWN) >= 30


@pytest.mark.parametrize("name", ANSWERS)
def test_a_question_is_answered(store: Store, name: str) -> None:
    given, looked_at, expected = ANSWERS[name]
    columns, rows = store.query(KNOWN[name].sql, KNOWN[name].bind(given))
    places = [columns.index(column) for column in looked_at.split()]
    found = [tuple(row[place] for place in places) for row in rows]
    assert found[:2] == expected if name == "completeness" else found == expected


@pytest.mark.parametrize("name", ["evidence", "history", "papers-of-artifact"])
def test_an_artifact_is_named_by_its_address_too(store: Store, name: str) -> None:
    query = KNOWN[name]
    by_name, by_address = (
        store.query(query.sql, query.bind({"target": target}))[1]
        for target in ("lost/code", "https://GitHub.com/Lost/code")
    )
    assert by_name == by_address != []


def test_what_moved_to_an_owner_is_the_owners(store: Store) -> None:
    query = KNOWN["by-owner"]
    assert [row[1] for row in store.query(query.sql, query.bind({"owner": "fresh"}))[1]] == ["fresh/name", "old/name"]


@pytest.mark.parametrize("query", KNOWN.values(), ids=lambda query: query.name)
def test_a_question_says_what_it_answers_and_who_asks_it(store: Store, query: Query) -> None:
    columns, _ = store.query(query.sql, query.bind(query.sample_values()))
    assert query.question
    assert not query.question.endswith(".")
    assert query.asked_by.startswith(("a ", "an "))
    assert set(columns) <= EXPLAINED | query.columns.keys()
    assert query.columns.keys() <= set(columns), "a column is explained that there is none of"
    for sentence in (*query.columns.values(), *(one.sentence for one in query.parameters)):
        assert sentence.endswith(".")
    assert len(set(columns)) == len(columns)


def test_a_value_is_bound_and_never_becomes_sql(store: Store) -> None:
    query = KNOWN["by-owner"]
    assert store.query(query.sql, query.bind({"owner": "lab') OR 1=1 --"}))[1] == []


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("by-owner", {}, "needs --owner"),
        ("by-owner", {"owner": ""}, "needs --owner"),
        ("gone", {"owner": "lab"}, "gone takes no --owner. It takes nothing."),
        ("stale", {"owner": "lab"}, "It takes --days."),
        ("stale", {"days": "soon"}, "--days takes a whole number, not 'soon'"),
        ("stale", {"days": "9" * 30}, "takes a smaller number"),
        ("newest-losses", {"since": "yesterday"}, "--since takes a date such as 2026-10-01, not 'yesterday'"),
    ],
)
def test_what_a_question_does_not_take_is_said_in_one_line(name: str, given: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        KNOWN[name].bind(given)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_moment_is_asked_for_in_utc() -> None:
    bound = KNOWN["newest-losses"].bind
    assert bound({"since": "2026-06-01T02:00:00+02:00"}) == {"since": "2026-06-01T00:00:00Z"}
    assert bound({"since": "2026-06-01"}) == {"since": "2026-06-01"}


@pytest.fixture
def told() -> None:
    """The story as the database of the command line."""
    with Store.open("availability.db") as store:
        tell(store)


@pytest.mark.usefixtures("told")
def test_the_command_takes_parameters(reprolinks: Command) -> None:
    code, output, _ = reprolinks("query", "by-owner", "--owner", "lab", "--format", "json")
    assert code == 0
    assert [row["target"] for row in json.loads(output)][:2] == ["lab/alive", "lab/coming"]
    assert reprolinks("query", "--owner=none", "by-owner", "--format", "json")[1] == "[]\n"
    code, _, errors = reprolinks("query", "by-owner")
    assert (code, errors.count("\n")) == (2, 1)
    assert "needs --owner" in errors
    assert "Did you mean by-owner?" in reprolinks("query", "by_owners")[2]
    assert "See: reprolinks query --list" in reprolinks("query", "xyz")[2]
    code, _, errors = reprolinks("query", "gone", "--owner", "lab")
    assert (code, errors.count("\n")) == (2, 1)
    assert "nobody" not in reprolinks("query", "by-owner", "--owner", "lab", "--as-of", "1")[1]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("paper", "--paper", "NOSUCH"), "no paper 'NOSUCH'. --paper: The paper's id"),
        (("evidence", "--target", "lab/never"), "no artifact 'lab/never'. --target: "),
        (("history", "--target", "lab/never"), "no artifact 'lab/never'. --target: "),
        (("papers-of-artifact", "--target", "lab/never"), "no artifact 'lab/never'. --target: "),
        (("answers-of-run", "--run", "99"), "no run 99. --run: "),
    ],
)
def test_one_thing_that_is_not_there_is_no_empty_answer(
    reprolinks: Command, asked: tuple[str, ...], said: str
) -> None:
    code, output, errors = reprolinks("query", *asked)
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert f"The database has {said}" in errors


@pytest.mark.usefixtures("told")
def test_of_what_many_share_there_may_be_none(reprolinks: Command) -> None:
    code, output, errors = reprolinks("query", "by-owner", "--owner", "none", "--format", "json")
    assert (code, output, errors) == (0, "[]\n", "reprolinks: The database has no owner 'none'.\n")
    assert reprolinks("query", "stale", "--days", "99999")[2] == "", "a limit names nothing"
    with Store.open("availability.db") as store:
        run = store.runs.begin(command="run", inputs=["none.bib"], options={}, at=datetime.now(UTC))
        store.papers.record(run, [(Paper("silent", "S", ""), Claim.NONE, [])], at=datetime.now(UTC))
    code, _, errors = reprolinks("query", "paper", "--paper", "silent")
    assert (code, errors) == (0, ""), "it is there, and links to nothing"


@pytest.mark.usefixtures("told")
def test_every_form_shows_the_same_rows(reprolinks: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    _, tsv, _ = reprolinks("query", "hijackable", "--format", "tsv")
    assert tsv == "kind\ttarget\tresolved_target\tpapers\ngithub_repo\told/name\tfresh/name\t1\n"
    assert reprolinks("query", "hijackable")[1] == tsv, "what is no terminal gets TSV"
    assert reprolinks("query", "hijackable", "--format", "csv")[1] == tsv.replace("\t", ",")
    _, markdown, _ = reprolinks("query", "hijackable", "--format", "markdown")
    assert markdown.splitlines()[2] == r"| github\_repo | old/name | fresh/name | 1 |"
    _, table, _ = reprolinks("query", "hijackable", "--format", "table")
    assert [line.split() for line in table.splitlines()] == [line.split("\t") for line in tsv.splitlines()]
    rows = json.loads(reprolinks("query", "hijackable", "--format", "json")[1])
    assert rows == [{"kind": "github_repo", "target": "old/name", "resolved_target": "fresh/name", "papers": 1}]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("width", [40, 80, 140])
def test_a_narrow_table_folds_and_loses_no_column(
    reprolinks: Command, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    _, table, _ = reprolinks("query", "own-lost", "--format", "table")
    assert max(map(len, table.splitlines())) <= width
    together = "".join(table.split())
    columns = reprolinks("query", "own-lost", "--format", "tsv")[1].splitlines()[0].split("\t")
    assert [column for column in columns if column not in together] == []
    assert "flapping" in together


@pytest.mark.usefixtures("told")
def test_the_list_names_parameters_and_the_sql_runs_as_it_is(reprolinks: Command) -> None:
    _, listed, _ = reprolinks("query", "--list")
    assert len(listed.splitlines()) == len(KNOWN)
    assert "(--owner OWNER)" in listed
    assert "(--days 90)" in listed
    assert reprolinks("query", "gone", "--sql")[1] == KNOWN["gone"].sql
