"""
Live sources as INPUT: which pages to fetch for an argument, and when they are complete.

    hf-papers:2026-03-11                Hugging Face's papers of a day; 2026-03-01..2026-03-07 for several
    arxiv:2402.00001,cs/0101001         papers of arXiv by id; arxiv:cat:cs.SE and any other query of its API
    openreview:ICLR.cc/2024/Conference  accepted papers of a venue, by the venue's id
    doi:10.1234/abc                     a paper by its DOI, as Crossref knows it

`fetching` fetches the pages; the readers of their formats read them.

Sources: https://info.arxiv.org/help/api/user-manual.html (paging; 30,000 results of one query at the most),
https://huggingface.co/docs/hub/api, https://docs.openreview.net/reference/api-v2 (1,000 notes a page).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlencode

import orjson

from checker.errors import OutOfReach, UsageError
from checker.model import BadRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.config import Settings

_IDS = 100  # ids in one request to arXiv
_SLICE = 500  # results in one answer of arXiv
_MOST_RESULTS = 30_000  # results that arXiv gives for one query at the most
_ATTEMPTS = 3  # requests for a slice that arXiv gives as empty though there are more results
_NOTES = 1000  # notes in one answer of OpenReview
_DAILY = 100  # papers in one answer of the Hub
_DAYS = 366  # days in one range
_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?")
_QUERY = re.compile(r"\(*(ti|au|abs|co|jr|cat|rn|id|all|submittedDate|lastUpdatedDate):\S.*", re.DOTALL)
_TOTAL = re.compile(rb"totalResults[^>]*>\s*(\d+)")
_ENTRY = re.compile(rb"<(?:\w+:)?entry[\s>]")


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: the name of the format it is in, and its bytes."""

    format: str
    content: bytes


class Fetch(Protocol):
    """Fetches the page at an address at the service's pace; with `anew`, a stored page is not used."""

    def __call__(self, service: str, url: str, *, anew: bool = False) -> bytes:
        """The body of an answer with status 200. Raises OutOfReach, and UsageError if the service refuses it."""


class Source(Protocol):
    """A live source, as one argument names it."""

    def pages(self, fetch: Fetch, settings: Settings) -> Iterator[Page | BadRecord]:
        """All pages in order."""


def is_live(name: str) -> bool:
    """Whether an INPUT names a live source."""
    return name.partition(":")[0] in _SOURCES and ":" in name


def source_of(name: str) -> Source:
    """The live source that an INPUT names; UsageError if its name is not valid."""
    scheme, _, rest = name.partition(":")
    return _SOURCES[scheme](rest.strip())


@dataclass(frozen=True, slots=True)
class HubDays:
    """Hugging Face's papers of one day or several."""

    first: date
    last: date

    def pages(self, fetch: Fetch, settings: Settings) -> Iterator[Page | BadRecord]:
        """All pages of each day."""
        for number in range((self.last - self.first).days + 1):
            day, before = self.first + timedelta(days=number), b""
            for page in count():
                asked = {"date": day.isoformat(), "limit": _DAILY} | ({"p": page} if page else {})
                content = fetch("Hugging Face", f"{settings.hf_endpoint}/api/daily_papers?{urlencode(asked)}")
                if content != before:  # an older Hub ignores `p` and gives the first page again
                    yield Page("hf-daily", content)
                if content == before or len(_array(content, "Hugging Face")) < _DAILY:
                    break
                before = content


@dataclass(frozen=True, slots=True)
class ArxivIds:
    """Papers of arXiv by id."""

    ids: tuple[str, ...]

    def pages(self, fetch: Fetch, settings: Settings) -> Iterator[Page | BadRecord]:
        """A page for every hundred ids. Raises UsageError if arXiv knows none of them."""
        known = 0
        for start in range(0, len(self.ids), _IDS):
            some = self.ids[start : start + _IDS]
            asked = urlencode({"id_list": ",".join(some), "max_results": len(some)}, safe=",/")
            content = fetch("arXiv", f"{settings.arxiv}/query?{asked}")
            known += len(_ENTRY.findall(content))
            yield Page("arxiv-atom", content)
        if not known:
            raise UsageError(f"arXiv knows no paper {', '.join(self.ids[:3])}.", "Check the id.")


@dataclass(frozen=True, slots=True)
class ArxivQuery:
    """Papers of arXiv by a query, the newest first."""

    query: str

    def pages(self, fetch: Fetch, settings: Settings) -> Iterator[Page | BadRecord]:
        """All slices of the results; a BadRecord at the end if there are more results than arXiv gives."""
        start = total = 0
        while start == 0 or start < min(total, _MOST_RESULTS):
            content = self._slice(fetch, settings, start, total)
            yield Page("arxiv-atom", content)
            found = _TOTAL.search(content)
            total = int(found[1]) if found else 0
            start += _SLICE
        if total > _MOST_RESULTS:
            yield BadRecord(
                f"arxiv:{self.query}",
                0,
                f"arXiv returns only {_MOST_RESULTS} of {total} papers: narrow the query with submittedDate:[… TO …]",
            )

    def _slice(self, fetch: Fetch, settings: Settings, start: int, total: int) -> bytes:
        """One slice, fetched again if it is empty though there are more results, as arXiv's answers sometimes are."""
        asked = {"search_query": self.query, "sortBy": "submittedDate", "sortOrder": "descending"}
        url = f"{settings.arxiv}/query?{urlencode(asked | {'start': start, 'max_results': _SLICE})}"
        for attempt in range(_ATTEMPTS):
            content = fetch("arXiv", url, anew=attempt > 0)
            if start >= total or _ENTRY.search(content):
                return content
        raise OutOfReach(f"arXiv gives nothing from result {start} of {total} on.", "Run again later.")


@dataclass(frozen=True, slots=True)
class Venue:
    """The accepted papers of a venue on OpenReview."""

    venue: str

    def pages(self, fetch: Fetch, settings: Settings) -> Iterator[Page | BadRecord]:
        """Pages of a thousand notes. Raises UsageError if the venue has none."""
        for start in count(step=_NOTES):
            asked = {"content.venueid": self.venue, "limit": _NOTES, "offset": start}
            content = fetch("OpenReview", f"{settings.openreview}/notes?{urlencode(asked)}")
            notes = _array(content, "OpenReview", "notes")
            if not notes and not start:
                raise UsageError(
                    f"OpenReview has no paper of {self.venue!r}.", "Give the venue's id, as in its address."
                )
            if notes:
                yield Page("openreview", content)
            if len(notes) < _NOTES:
                return


@dataclass(frozen=True, slots=True)
class Doi:
    """A paper by its DOI."""

    doi: str

    def pages(self, fetch: Fetch, settings: Settings) -> Iterator[Page | BadRecord]:
        """Crossref's record of the work. Raises UsageError if there is none."""
        yield Page("crossref", fetch("Crossref", f"{settings.crossref}/works/{quote(self.doi, safe='')}"))


def _array(content: bytes, service: str, name: str = "") -> list[object]:
    """The array that an answer is, or has in the field `name`. Raises OutOfReach if there is none."""
    try:
        body = orjson.loads(content)
        found = body[name] if name else body
    except (orjson.JSONDecodeError, KeyError, TypeError):
        found = None
    if not isinstance(found, list):
        raise OutOfReach(f"{service} did not answer with a list of papers.", "Run again later.")
    return found


def _hub(rest: str) -> Source:
    first, _, last = rest.partition("..")
    try:
        days = HubDays(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError:
        raise UsageError(
            f"hf-papers:{rest} is not a date or a range of dates.", "Give a date, for example hf-papers:2026-03-11."
        ) from None
    if not 0 <= (days.last - days.first).days < _DAYS:
        raise UsageError(f"hf-papers:{rest} is not a range of at most {_DAYS} days.")
    return days


def _arxiv(rest: str) -> Source:
    ids = tuple(part.strip() for part in rest.split(","))
    if all(_ID.fullmatch(one) for one in ids):
        return ArxivIds(ids)
    if _QUERY.fullmatch(rest):
        return ArxivQuery(rest)
    raise UsageError(
        f"arxiv:{rest} is neither an id nor a query.", "Give for example arxiv:2402.00001 or arxiv:cat:cs.SE."
    )


def _openreview(rest: str) -> Source:
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)+", rest):
        raise UsageError(
            f"openreview:{rest} is not the id of a venue.", "Give for example openreview:ICLR.cc/2024/Conference."
        )
    return Venue(rest)


def _doi(rest: str) -> Source:
    if not re.fullmatch(r"10\.\d{4,9}(?:\.\d+)*/\S+", rest):
        raise UsageError(f"doi:{rest} is not a DOI.", "Give for example doi:10.1234/abc.")
    return Doi(rest)


_SOURCES: dict[str, Callable[[str], Source]] = {
    "hf-papers": _hub,
    "arxiv": _arxiv,
    "openreview": _openreview,
    "doi": _doi,
}
