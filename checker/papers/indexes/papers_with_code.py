"""
The archive of Papers with Code: `papers-with-abstracts.json`, and `links-between-papers-and-code.json` with one
object for each pair of a paper and a repository.

A paper made of pairs has no abstract; its repositories are a field `repo_url`. Neighbouring pairs with the same id
are one paper.

Source: https://github.com/paperswithcode/paperswithcode-data.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from checker.model import Paper
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.addresses import addresses
from checker.papers.records.fields import text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import beside, made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.papers.protocol import Record

_HOST = b"paperswithcode.com"
_SITE = "https://paperswithcode.com/paper/"


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=text(record, "arxiv_id") or text(record, "paper_url").removeprefix(_SITE),
            title=text(record, "title"),
            abstract=text(record, "abstract"),
            published=text(record, "date"),
        )
    )


def _pair(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=text(record, "paper_arxiv_id") or text(record, "paper_url").removeprefix(_SITE),
            title=text(record, "paper_title"),
            abstract="",
            fields=addresses({"repo_url": text(record, "repo_url")}),
        )
    )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The reader of pairs of papers and repositories."""

    pairs: JsonFormat
    name: str
    what: str = ""
    how: str = ""

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for objects with a paper and a repository."""
        return self.pairs.recognises(head)

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each run of pairs with the same id."""
        for key, same in groupby(self.pairs.read(stream, source), key=lambda one: getattr(one, "id", None)):
            if key is None:
                yield from same
            else:
                yield _together([one for one in same if isinstance(one, Paper)])


def _together(pairs: list[Paper]) -> Paper:
    repositories = beside(*(text for pair in pairs for _, text in pair.fields))
    return pairs[0]._replace(fields=(("repo_url", repositories),) if repositories else ())


PWC_PAPERS = JsonFormat(
    "pwc-papers",
    _paper,
    (("paper_url", "abstract"), ("paper_url", "title")),
    holds=_HOST,
    what="arXiv id or the page's name, `date`",
    how="github.com/paperswithcode/paperswithcode-data",
)
PWC_LINKS = _Pairs(
    JsonFormat("pwc-links", _pair, (("paper_url", "repo_url"),), holds=_HOST),
    "pwc-links",
    what="arXiv id or the page's name; `repo_url` of neighbouring pairs together",
    how="github.com/paperswithcode/paperswithcode-data: links between papers and code",
)
