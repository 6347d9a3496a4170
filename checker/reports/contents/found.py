"""Artifacts with the papers that name them and their copies in archives, from rows of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from checker.model import Kind
from checker.model.paper_ids import paper_address
from checker.reports.contents.values import Cited, Copy
from checker.reports.contents.words import first_author

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_ARCHIVES = {"software_heritage": ("code", "Software Heritage"), "wayback": ("page", "the Wayback Machine")}
_HUB = {Kind.HF_MODEL: "", Kind.HF_DATASET: "datasets/", Kind.HF_SPACE: "spaces/", Kind.HF_COLLECTION: "collections/"}


class Figures(Protocol):
    """Whoever answers what reports ask: the rows of a figure by its name, see `checker.store`."""

    def rows(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The rows of a figure."""

    def checked(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The same, their values read as what they are, without damaged ones."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The papers that name some artifacts, and the copies of these, by artifact."""

    papers: Mapping[int, tuple[Cited, ...]]
    copies: Mapping[int, Copy]
    promised: frozenset[int]  # artifacts of papers that say that something is still to come

    @classmethod
    def of(cls, figures: Figures, rows: Iterable[Mapping[str, Any]]) -> Beside:
        """What stands beside these rows of `reported`."""
        ids = str(sorted({int(row["artifact_id"]) for row in rows}))
        papers: dict[int, list[Cited]] = {}
        promised: set[int] = set()
        for row in figures.rows("cited", ids=ids):
            papers.setdefault(row["artifact_id"], []).append(cited(row))
            if row["claim"] == "promised":
                promised.add(row["artifact_id"])
        copies: dict[int, Copy] = {}
        for row in figures.rows("copies", ids=ids):  # by name of the archive: code stands before a page
            copies.setdefault(row["artifact_id"], copy_of(row))
        return cls({key: tuple(some) for key, some in papers.items()}, copies, frozenset(promised))


def cited(row: Mapping[str, Any]) -> Cited:
    """A paper as reports name it."""
    published = str(row["published"] or "")
    by = " ".join(filter(None, (first_author(row.get("authors") or ""), published[:4])))
    return Cited(
        id=row["paper_id"],
        title=row["title"],
        by=by,
        year=published[:4],
        published=published,
        url=paper_address(row["paper_id"]),
    )


def copy_of(row: Mapping[str, Any]) -> Copy:
    """A copy in an archive, from a row of `copies`."""
    what, where = _ARCHIVES.get(row["archive"], ("page", str(row["archive"])))
    return Copy(what=what, url=row["url"], day=(row["captured_at"] or "")[:10], where=where)


def address_of(kind: str, target: str, beside: str) -> str:
    """The address of a name that an artifact has today; `beside` is its address of before, for other forges."""
    if target.startswith(("https://", "http://")):
        return target
    if kind == Kind.GITHUB_REPO:
        return f"https://github.com/{target}"
    if kind in _HUB:
        return f"https://huggingface.co/{_HUB[Kind(kind)]}{target}"
    if kind == Kind.HF_ORG:
        return f"https://huggingface.co/{target}"
    host = beside.removeprefix("https://").partition("/")[0]
    return f"https://{target}" if "." in target.partition("/")[0] else f"https://{host}/{target}"


def papers_of(beside: Beside, artifact: int) -> Sequence[Cited]:
    """The papers that name an artifact, three at most."""
    return beside.papers.get(artifact, ())
