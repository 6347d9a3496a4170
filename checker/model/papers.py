"""Papers, what they say of their artifacts, and the links in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.artifacts import Artifact, Kind


class Claim(StrEnum):
    """What a paper says about its artifacts."""

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
    A title and an abstract, with the id and date that the source gives them.

    `published` is an ISO 8601 date or moment, empty where the source has none; `comments` is arXiv's field of
    that name; `source` names the input the paper was read from. `fields` are further texts of its record that hold
    addresses, under the record's own names (`code_url`, `links.code`, `UR`). `places` tell where a text stands in
    the source, for those that are exact pieces of it: (`abstract` or another field, line, column), from 1.
    `authors` and `venue` are for display; `line` is where its record begins in the source (from 1; 0: not known);
    `kept` are further columns of its record that the user asked for.
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
        """The same paper, its record beginning on this line: a third of the cost of `_replace`."""
        return Paper._make((*self[:_LINE], line, *self[_LINE + 1 :]))


_LINE = Paper._fields.index("line")


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that could not be read: where (`source`, 1-based `line`) and why. It never stops a corpus."""

    source: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """
    What a user should know of an input that could be read: `subject` (a column, a count of links) and `what` of it.
    Subjects of one `what` are told together, and each once: `pdf_url, slides: not read, and hold addresses`.
    """

    source: str
    subject: str
    what: str


class Link(NamedTuple):
    """
    One mention in one paper: `text[start:end] == raw`, where text is the paper's `field`.

    Offsets count characters. `target` keeps its case as written; `url` is the canonical address, https.
    `alternatives` are other things that the same place may name, likeliest first: checking settles which exists.
    `evidence` is the sentence that tells whose it is, on one line, at most 400 characters of it. `line` and `column`
    (from 1; 0: not known) are where it stands in the paper's source.
    `printed` is the address to ask: as the paper prints it, with what the typesetting did to it undone, and with a
    scheme. Canonical forms are for comparing. Empty only where nobody has read it from a text: then `url` is asked.
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


class Told(NamedTuple):
    """What a paper says: its claim and its links, and the sentence that makes a claim without a link, on one line."""

    paper: Paper
    claim: Claim
    links: Sequence[Link]
    evidence: str = ""
