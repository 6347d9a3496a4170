"""The context of artifacts in a report: the papers that name them, and their copies in archives."""

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
    """The source of the rows of figures, by the name of their question in `db/figures` (see `checker.store`)."""

    def rows(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The rows of a figure."""

    def checked(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The same rows with values checked for their types, without damaged ones."""


@dataclass(frozen=True, slots=True)
class Context:
    """The papers that name some artifacts and the archived copies of these, by the number of the artifact."""

    papers: Mapping[int, tuple[Cited, ...]]
    copies: Mapping[int, Copy]
    promised: frozenset[int]  # artifacts of papers that promise a release

    @classmethod
    def of(cls, figures: Figures, rows: Iterable[Mapping[str, Any]]) -> Context:
        """The context of these rows of `reported`."""
        ids = str(sorted({int(row["artifact_id"]) for row in rows}))
        papers: dict[int, list[Cited]] = {}
        promised: set[int] = set()
        for row in figures.rows("cited", ids=ids):
            papers.setdefault(row["artifact_id"], []).append(cited(row))
            if row["claim"] == "promised":
                promised.add(row["artifact_id"])
        copies: dict[int, Copy] = {}
        for row in figures.rows("copies", ids=ids):  # sorted by the archive's name: code comes before pages
            copies.setdefault(row["artifact_id"], copy_of(row))
        return cls({key: tuple(some) for key, some in papers.items()}, copies, frozenset(promised))


def cited(row: Mapping[str, Any]) -> Cited:
    """A paper as reports cite it."""
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


def address_of(kind: str, target: str, earlier: str) -> str:
    """The address of an artifact's current name; `earlier` is its address before, for the host of other forges."""
    if target.startswith(("https://", "http://")):
        return target
    if kind == Kind.GITHUB_REPO:
        return f"https://github.com/{target}"
    if kind in _HUB:
        return f"https://huggingface.co/{_HUB[Kind(kind)]}{target}"
    if kind == Kind.HF_ORG:
        return f"https://huggingface.co/{target}"
    host = earlier.removeprefix("https://").partition("/")[0]
    return f"https://{target}" if "." in target.partition("/")[0] else f"https://{host}/{target}"


def papers_of(context: Context, artifact: int) -> Sequence[Cited]:
    """The papers that name an artifact, at most three."""
    return context.papers.get(artifact, ())
