"""
The links of ten journals of systems and computational biology as Mangul et al. first deposited them in 2018 (doi
10.1101/452532; doi 10.1371/journal.pbio.3000333): a row for each mention, with the status of its first answer.

Their definitions: a link is not reachable if there is no answer (-1) or a status of 400 or more, including 403 and
503. A redirect is not followed and counts as reachable. Unique links are those that only one paper has. The kind of
host is told by a text in the address, with its case.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.statistics.estimates import clustered
from checker.statistics.published.derived import Derived
from checker.statistics.standardised import by_year
from checker.studies.protocol import Look, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.studies.opening import Content
    from checker.studies.protocol import Tools

Row = dict[str, str]

NAME = "mangul2018"
_FIRST_YEAR = 2005
_CHECKED = 2018
_DEFINITION = "not reachable: no answer or a status from 400 on; a redirect is not followed and counts as reachable"
_SURVIVAL = (1, 2, 3, 5, 8, 10, 12)  # ages in years for which survival is given


class Mangul:
    """The table of links deposited in 2018."""

    name = NAME

    def recognises(self, content: Content) -> bool:
        """Whether the table has the study's columns."""
        return content.has("type", "journal", "id", "year", "link", "code", "flag.uniqueness")

    def looks(self, content: Content) -> Iterator[Look]:
        """One look for each link, dated in the middle of 2018 because the file holds no date."""
        for row in content.rows:
            if (code := _code(row)) is not None:
                status = code if code > 0 else None
                yield Look(row["link"], f"{_CHECKED}-07-01", not _lost(row), outcome_of(code), status, row["year"])

    def derived(self, content: Content, tools: Tools) -> Iterator[Derived]:
        """Shares not reachable, of all mentions and of unique links: by host, part of the paper, year; survival."""
        rows = [row for row in content.rows if _code(row) is not None and _year(row) >= _FIRST_YEAR]
        unique = [row for row in rows if row["flag.uniqueness"] == "0"]
        yield _share("mentions", "all mentions", rows, tools)
        for name, words, group in _groups(unique):
            yield _share(name, words, group, tools)
        for name, words, wanted in (
            ("broken", "a status from 400 on", range(4, 10)),
            ("no_answer", "no answer (-1)", range(-1, 0)),
        ):
            estimate = clustered(((_host(row), _status(row) in wanted) for row in unique), tools.resample)
            yield Derived(f"{NAME}.{name}", "unique links", words, estimate)
        yield from _by_year(unique, tools)
        yield from _weighted(unique, tools)
        yield from _survival(unique, tools)


def _code(row: Row) -> int | None:
    """The status of a row, -1 for no answer; None where the row has none."""
    try:
        return int(row["code"])
    except ValueError:
        return None


def _year(row: Row) -> int:
    return int(row["year"]) if row["year"].isdigit() else 0


def _status(row: Row) -> int:
    return int(row["code"]) // 100


def _lost(row: Row) -> bool:
    return not 0 <= _status(row) < 4


def _host(row: Row) -> str:
    """The host of a link, without `www.`; the link itself where it has none."""
    link = row["link"]
    try:
        host = urlsplit(link if "://" in link else f"http://{link}").hostname
    except ValueError:
        host = None
    return (host or link).removeprefix("www.")


def is_github(row: Row) -> bool:
    """Whether a link is at GitHub by the study's definition, in which `github.io` is another host."""
    return "github.com" in row["link"]


def _is_sourceforge(row: Row) -> bool:
    return "sourceforge.net" in row["link"] or ".sf.net" in row["link"]


def _groups(unique: list[Row]) -> Iterator[tuple[str, str, list[Row]]]:
    chosen: tuple[tuple[str, str, Callable[[Row], bool]], ...] = (
        ("all", "unique links", lambda _: True),
        ("github", "unique links with github.com", is_github),
        ("sourceforge", "unique links with sourceforge.net or .sf.net", _is_sourceforge),
        ("other", "unique links of all other hosts", lambda row: not is_github(row) and not _is_sourceforge(row)),
        ("abstracts", "unique links in abstracts", lambda row: row["type"] == "abstract"),
        ("bodies", "unique links in bodies", lambda row: row["type"] == "body"),
    )
    for name, words, wanted in chosen:
        yield name, words, [row for row in unique if wanted(row)]


def _share(name: str, words: str, rows: Iterable[Row], tools: Tools) -> Derived:
    estimate = clustered(((_host(row), _lost(row)) for row in rows), tools.resample)
    return Derived(f"{NAME}.{name}", words, _DEFINITION, estimate)


def _by_year(unique: list[Row], tools: Tools) -> Iterator[Derived]:
    years: dict[int, list[Row]] = {}
    for row in unique:
        years.setdefault(_year(row), []).append(row)
    for year, rows in sorted(years.items()):
        yield _share(f"year.{year}", f"unique links of papers of {year}", rows, tools)
    for year, rows in sorted(years.items()):
        estimate = clustered((row["link"], is_github(row)) for row in rows)
        yield Derived(f"{NAME}.github_share.{year}", f"GitHub among unique links of {year}", "github.com", estimate)


def _weighted(unique: list[Row], tools: Tools) -> Iterator[Derived]:
    """Shares of one group weighted to the years of another, because age confounds comparisons of hosts and parts."""
    kinds = {name: rows for name, _, rows in _groups(unique)}
    others = [row for row in unique if not is_github(row)]
    pairs = (
        ("others_as_github", "all hosts but GitHub, weighted to GitHub's years", others, kinds["github"]),
        ("bodies_as_abstracts", "bodies, weighted to the abstracts' years", kinds["bodies"], kinds["abstracts"]),
    )
    yield _share("others", "unique links of all hosts but GitHub", others, tools)
    for name, words, group, standard in pairs:
        found = by_year(((row["year"], _lost(row)) for row in group), Counter(row["year"] for row in standard))
        if found:
            ends = (found.interval.low, found.interval.high)
            definition = f"{_DEFINITION}; directly standardised by year"
            yield Derived(f"{NAME}.{name}", words, definition, None, found.percent, "%", ends, found.interval.method)


def _survival(unique: list[Row], tools: Tools) -> Iterator[Derived]:
    """
    Survival from one look at links of every age, which is current-status data. Papers have only a year, taken as
    1 July like the look, so that ages are whole years.
    """
    definition = "current status, a paper's year and the look at 1 July: share still reachable at an age"
    groups = (("survival", unique), ("survival_abstracts", [row for row in unique if row["type"] == "abstract"]))
    for name, rows in groups:
        at = tools.survival([(12 * (_CHECKED - _year(row)), _lost(row)) for row in rows])
        of = "unique links" if name == "survival" else "unique links in abstracts"
        for years in _SURVIVAL:
            yield Derived(f"{NAME}.{name}.{years}y", f"{of}, {years} y", definition, None, at(12 * years), "S")
