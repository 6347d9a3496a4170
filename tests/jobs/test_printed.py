"""What is asked is the address as a paper prints it; canonical forms only compare."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.store.store import Store
from tests.simulator.__main__ import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Simulator, World

    Command = Callable[..., tuple[int, str, str]]


pytestmark = pytest.mark.usefixtures("simulator")


def papers(*addresses: str) -> str:
    lines = (
        json.dumps({"id": str(number), "title": f"Paper {number}", "abstract": f"The tool is at {address} ."})
        for number, address in enumerate(addresses)
    )
    Path("papers.jsonl").write_text("\n".join(lines), "utf-8")
    return "papers.jsonl"


def rows(query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("availability.db")) as database:
        return database.execute(query).fetchall()


@pytest.mark.parametrize(
    "printed",
    [
        "http://www.lab.example.edu/tool",
        "https://lab.example.edu/tool/",
        "http://lab.example.edu/tool/?v=1",
        "https://www.lab.example.edu/tool/",
        "http://lab.example.edu/Tool",
    ],
)
def test_an_address_that_works_as_printed_is_there_whatever_its_other_forms_do(
    simulator: Simulator, world: World, reprolinks: Command, printed: str
) -> None:
    world.page("https://lab.example.edu/elsewhere")
    world.page("https://www.lab.example.edu/elsewhere")
    world.exact(printed)
    assert reprolinks("run", papers(printed))[0] == 0
    assert rows("SELECT availability, works_as FROM artifact_status") == [("available", "")]
    host, _, path = printed.partition("://")[2].partition("?")[0].partition("/")
    assert [one.path for one in simulator.sent_to(host)] == [f"/{path}"]


def test_an_address_that_does_not_work_as_printed_is_gone_and_a_form_that_works_is_a_hint(
    world: World, reprolinks: Command
) -> None:
    world.page("https://www.lab.example.edu/elsewhere")
    world.exact("https://lab.example.edu/tool")
    code, output, _ = reprolinks("run", papers("http://www.lab.example.edu/tool"), "--fail-on", "gone")
    assert code == 1
    assert rows("SELECT availability, works_as FROM artifact_status") == [("gone", "https://lab.example.edu/tool")]
    assert "gone as printed" in output
    assert "Correct the link" in reprolinks("report")[1]


@pytest.mark.parametrize(
    ("written", "exists", "judged"),
    [
        ("www.lab.example.edu/tool", "http://www.lab.example.edu/tool", "available"),
        ("www.lab.example.edu/tool", "https://www.lab.example.edu/tool", "available"),
        ("https://www.lab.example.edu/tool", "http://www.lab.example.edu/tool", "gone"),
        ("www.lab.example.edu/tool", "http://www.lab.example.edu/other", "gone"),
    ],
)
def test_an_address_without_a_scheme_is_there_with_tls_or_without(
    world: World, reprolinks: Command, simulator: Simulator, written: str, exists: str, judged: str
) -> None:
    world.page("https://www.lab.example.edu/elsewhere")
    world.exact(exists)
    assert reprolinks("run", papers(written))[0] == 0
    assert rows("SELECT availability FROM artifact_status") == [(judged,)]
    asked = [one.tls for one in simulator.sent_to("www.lab.example.edu")]
    assert asked[0], "TLS is the likelier reading"
    assert len(asked) == 1 or exists.startswith("http:")


def test_one_target_in_two_forms_is_one_artifact_and_the_form_that_fails_is_told(
    world: World, reprolinks: Command
) -> None:
    world.page("https://www.lab.example.edu/elsewhere")
    world.exact("https://lab.example.edu/tool")
    reprolinks("run", papers("https://lab.example.edu/tool", "http://www.lab.example.edu/tool"))
    assert rows("SELECT availability, papers FROM artifact_status") == [("available", 2)]
    with Store.open("availability.db") as store:
        misprinted = {row.paper_id: row.misprinted for row in store.status.links()}
    assert misprinted == {"0": False, "1": True}


def test_case_counts_in_paths_and_not_in_names_of_hosts(world: World, reprolinks: Command) -> None:
    world.exact("https://short.example/AbC")
    reprolinks("run", papers("https://short.example/AbC", "https://short.example/aBc", "https://SHORT.example/AbC"))
    found = dict(rows("SELECT target, availability FROM artifact_status"))
    assert found == {"short.example/AbC": "available", "short.example/aBc": "gone"}


def test_a_page_whose_name_may_end_in_the_dot_is_asked_so_only_where_it_is_not_there_without(
    world: World, reprolinks: Command, simulator: Simulator
) -> None:
    world.exact("https://lamps.example.org/wiki/Lamps_Co")
    world.exact("https://lamps.example.org/wiki/Lamps_Inc.")
    lines = [
        {"id": name, "title": f"Paper {name}", "abstract": f"See https://lamps.example.org/wiki/Lamps_{name}."}
        for name in ("Co", "Inc")
    ]
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert reprolinks("run", "papers.jsonl")[0] == 0
    assert rows("SELECT target, availability FROM artifact_status ORDER BY 1") == [
        ("lamps.example.org/wiki/Lamps_Co", "available"),
        ("lamps.example.org/wiki/Lamps_Inc.", "available"),
    ]
    asked = [one.path for one in simulator.sent_to("lamps.example.org")]
    assert "/wiki/Lamps_Co." not in asked
    assert asked.index("/wiki/Lamps_Inc.") > asked.index("/wiki/Lamps_Inc")


def test_publications_are_no_artifacts(world: World, reprolinks: Command, simulator: Simulator) -> None:
    world.github("lab/tool")
    code, output, _ = reprolinks("run", papers("https://arxiv.org/abs/2402.00001 and https://github.com/lab/tool"))
    assert (code, "1 paper names 1 artifact" in output) == (0, True)
    assert rows("SELECT kind FROM artifacts") == [("github_repo",)]
    assert not simulator.sent_to("arxiv.org")


def test_projects_of_one_list_are_told_apart_by_their_query(
    world: World, reprolinks: Command, simulator: Simulator
) -> None:
    world.exact("https://lists.example.edu/gitweb/?p=wings.git")
    reprolinks("run", papers(*(f"https://lists.example.edu/gitweb/?p={name}.git" for name in ("wings", "lost"))))
    found = rows("SELECT target, availability FROM artifact_status ORDER BY 1")
    assert found == [
        ("lists.example.edu/gitweb?p=lost.git", "gone"),
        ("lists.example.edu/gitweb?p=wings.git", "available"),
    ]
    assert not [one for one in simulator.sent_to("lists.example.edu") if "info/refs" in one.path]


@pytest.mark.slow
def test_the_world_of_printed_addresses_is_judged_as_its_table_says(world: World, reprolinks: Command) -> None:
    folder = Path(__file__).parents[1] / "worlds"
    loaded = load((folder / "printed.toml").read_text("utf-8"), datetime(2026, 6, 1, tzinfo=UTC))
    for one in fields(loaded):
        setattr(world, one.name, getattr(loaded, one.name))
    reprolinks("run", str(folder / "printed.jsonl"))
    found = dict(
        rows(
            "SELECT p.id, s.availability FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
            " JOIN artifact_status AS s ON s.artifact_id = l.artifact_id"
        )
    )
    cases = map(json.loads, (folder / "printed.jsonl").read_text("utf-8").splitlines())
    wanted = {case["id"]: case["judged"] for case in cases}
    assert found == wanted
