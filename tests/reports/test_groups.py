"""Shares by year, host, venue, source and kind add up, and their intervals know of owners."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from checker.model import Kind, Ownership
from checker.reports.contents.contents import ContentsOptions
from checker.reports.groups import cells, table
from checker.reports.protocol import FormOptions
from checker.statistics.groups import CLUSTERED, lines
from checker.statistics.intervals import Share
from tests.reports.moths import Moth, account, database, rendered

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Links of two owners on two hosts in two years, and a third party's."""
    moths = [
        *(Moth(f"alpha/a{number}", ("gone",), published="2021-01-01", venue="ICML") for number in range(4)),
        *(Moth(f"beta/b{number}", published="2023-05-01", venue="ICML") for number in range(8)),
        Moth("zeta.example/x", ("unknown",), Kind.OTHER, published="2023-05-01", venue=""),
        Moth("tools/used", ("gone",), ownership=Ownership.THIRD_PARTY, published="2023-05-01", venue="ICML"),
    ]
    return database(tmp_path_factory.mktemp("several") / "several.db", moths, runs=1)


def grouped(path: Path, *by: str, own: bool = True) -> dict[tuple[str, ...], dict[str, str]]:
    text = rendered("csv", path, FormOptions(by=by), ContentsOptions(own=own))
    return {tuple(row[name] for name in by): row for row in csv.DictReader(io.StringIO(text))}


def test_each_way_of_telling_apart(several: Path) -> None:
    years = grouped(several, "year")
    assert {key: (row["usable"], row["known"], row["unknown"]) for key, row in years.items()} == {
        ("2021",): ("0", "4", "0"),
        ("2023",): ("8", "8", "1"),
    }
    hosts = grouped(several, "host")
    assert {key: row["known"] for key, row in hosts.items()} == {("github.com",): "12", ("zeta.example",): "0"}
    assert hosts["github.com",]["method"] == CLUSTERED
    assert float(hosts["github.com",]["low"]) < float(Share(8, 12).interval[0])  # type: ignore[index]  # of 12 there is one
    assert {key[0] for key in grouped(several, "venue")} == {"ICML", ""}
    assert {key[0] for key in grouped(several, "source")} == {"moths.bib"}
    assert {key: row["known"] for key, row in grouped(several, "host", "year").items()} == {
        ("github.com", "2021"): "4",
        ("github.com", "2023"): "8",
        ("zeta.example", "2023"): "0",
    }


def test_all_links_are_counted_on_request(several: Path) -> None:
    assert grouped(several, "year", own=False)["2023",]["known"] == "9"
    assert grouped(several, "venue", own=False)["ICML",]["known"] == "13"


def test_a_group_of_few_has_counts_and_no_share(several: Path) -> None:
    with account(several) as told:
        groups = table(told.figures, ("year",))
        shown = [cells(line, groups.by) for line in groups.lines]
    assert shown[0] == ("2021", "0 of 4", "", "", "0")


def test_kinds_alone_are_told_apart_as_beside_anything_else(tmp_path: Path) -> None:
    """Owners of forges, platforms and hosts are the same whether or not years and hosts stand beside the kinds."""
    moths = [
        Moth("Alpha/a"),
        Moth("alpha/b", ("gone",), published="2021-01-01"),
        Moth("alpha/model", kind=Kind.HF_MODEL),
        Moth("gitlab.com/beta/x", kind=Kind.OTHER_FORGE),
        Moth("gitlab.com/beta/y", ("unknown",), Kind.OTHER_FORGE),
        Moth("gitlab.com/gamma/z", ("gone",), Kind.OTHER_FORGE),
        Moth("Zeta.example/x?q=1", kind=Kind.OTHER),
        Moth("zeta.example", ("gone",), Kind.OTHER),
    ]
    with account(database(tmp_path / "kinds.db", moths, runs=1)) as told:
        found = table(told.figures, ("kind",)).lines
        beside = lines(told.figures.rows("groups"), ("kind",))
    assert list(found) == beside
    assert {one.values[0]: one.owners for one in found} == {
        "github_repo": 1,
        "hf_model": 1,
        "other": 1,
        "other_forge": 2,
    }
