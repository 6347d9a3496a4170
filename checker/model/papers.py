"""Papers, their claims about artifacts, and their links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.artifacts import Artifact, Kind


class Claim(StrEnum):
    """What a paper says about the release of its artifacts."""

    LINKED = "linked"
    RELEASED = "released"
    PROMISED = "promised"
    ON_REQUEST = "on_request"
    NONE = "none"


class Ownership(StrEnum):
    """Whether a link points to the paper's own artifact or to a third party's."""

    OWN = "own"  # this paper's artifact
    THIRD_PARTY = "third_party"  # a tool or data set that it uses
    UNCLEAR = "unclear"


class PaperStatus(StrEnum):
    """The status of a paper, from the availability of what it links to."""

    OK = "ok"
    DEGRADED = "degraded"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    CLAIMED_WITHOUT_LINK = "claimed_without_link"
    PROMISED_WITHOUT_LINK = "promised_without_link"
    NO_LINK = "no_link"


class Paper(NamedTuple):
    """
    A title and an abstract, with the id and date that the source gives.

    `published` is an ISO 8601 date or moment, empty where the source has none; `comments` is arXiv's field of
    that name; `source` names the input that the paper was read from. `fields` are further texts of its record that
    hold addresses, under the record's own names (`code_url`, `links.code`, `UR`). `places` are the positions in the
    source of those texts that stand there unchanged: (`abstract` or another field, line, column), from 1.
    `authors` and `venue` are for display; `line` is the first line of its record in the source (from 1; 0: not
    known); `kept` are further columns of its record that the user asked for (`--keep`), as (name, value).
    """

    id: str
    title: str
    abstract: str
    comments: str = ""
    published: str = ""
    source: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()
    authors: str = ""
    venue: str = ""
    line: int = 0
    kept: tuple[tuple[str, str], ...] = ()

    def on_line(self, line: int) -> Paper:
        """The same paper with another `line`; a third of the cost of `_replace`, which matters for large inputs."""
        return Paper._make((*self[:_LINE], line, *self[_LINE + 1 :]))


_LINE = Paper._fields.index("line")


@dataclass(frozen=True, slots=True)
class BadRecord:
    """
    A record that could not be read: `source`, `line` (from 1; 0: not known) and `why`. Readers yield it in the place
    of a paper and go on with the next record.
    """

    source: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """
    A remark for the user on an input that could be read: its `subject` (a column, a count of links) and `what` there
    is to know about that. It is printed once, as `SOURCE: SUBJECT: WHAT`.
    """

    source: str
    subject: str
    what: str


class Link(NamedTuple):
    """
    One mention of an artifact in one paper: `text[start:end] == raw`, where text is the paper's field named `field`.

    Offsets count characters. `target` keeps its case as written; `url` is the canonical address, with https.
    `alternatives` are other artifacts that the same text may name, the likeliest first; checking finds out which one
    exists. `evidence` is the sentence that `ownership` rests on, on one line, cut to 400 characters. `line` and
    `column` (from 1; 0: not known) are the position of the link in the paper's source.
    `printed` is the address to request: as the paper prints it, without the marks of typesetting, and with a scheme.
    It is empty only for a link that was not read from a text; then `url` is requested.
    """

    kind: Kind
    target: str
    url: str
    raw: str
    start: int
    end: int
    field: str = "abstract"
    alternatives: tuple[Artifact, ...] = ()
    ownership: Ownership = Ownership.UNCLEAR
    evidence: str = ""
    line: int = 0
    column: int = 0
    printed: str = ""


class ExtractedPaper(NamedTuple):
    """
    A paper with what was extracted from it: its claim and its links. `evidence` is the sentence, on one line, that
    makes a claim without a link; else empty.
    """

    paper: Paper
    claim: Claim
    links: Sequence[Link]
    evidence: str = ""
