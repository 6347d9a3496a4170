"""
ReproDB's data on artefact evaluation in systems and security: whether each artefact's address answered, that in its
committed checks one after another, and when each GitHub repository was pushed to.

Their definition: accessible is an answer 2xx to HEAD within 10 seconds; every exception is not accessible. What is
not accessible is therefore no evidence of a loss: as a look it is unknown.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from checker.statistics.estimates import clustered, wilson
from checker.statistics.published.derived import Derived
from checker.studies.protocol import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.studies.opening import Content
    from checker.studies.protocol import Tools

NAME = "reprodb"
_DEFINITION = "accessible: HEAD answered 2xx within 10 s; every exception is not accessible"
_FORGES = ("github.com", "gitlab.com", "bitbucket.org")
#: The moment to which repositories' last pushes are counted where the file comes without one: of the last check.
LAST_CHECK = "2026-05-06T22:15:57Z"


class Availability:
    """The addresses of artefacts with `accessible`."""

    name = NAME

    def recognises(self, content: Content) -> bool:
        """By the keys of its first record."""
        records = content.document.get("records") if isinstance(content.document, dict) else None
        return bool(records) and isinstance(records, list) and {"url", "accessible"} <= records[0].keys()

    def looks(self, content: Content) -> Iterator[Look]:
        """A look at each address; one `url` may be two with a blank between, and the answer is the first's."""
        at = _moment(content.document["summary"]["checked_at"])
        for record in content.document["records"]:
            outcome = "present" if record["accessible"] else "unknown"
            yield Look(record["url"].split()[0], at, record["accessible"], outcome, None, str(record["year"]))

    def derived(self, content: Content, tools: Tools) -> Iterator[Derived]:
        """The share accessible, of all, by platform and by year."""
        records = content.document["records"]
        yield _share("all", "all artefact addresses", records, tools)
        for platform in sorted({record["platform"] for record in records}):
            chosen = [record for record in records if record["platform"] == platform]
            yield _share(f"platform.{platform}", f"addresses at {platform}", chosen, tools)
        for year in sorted({record["year"] for record in records}):
            chosen = [record for record in records if record["year"] == year]
            yield _share(f"year.{year}", f"artefacts of {year}", chosen, tools)


class Checks:
    """The answers of its committed checks: for each address a mark for each check."""

    name = NAME

    def recognises(self, content: Content) -> bool:
        """By its keys."""
        there = content.document if isinstance(content.document, dict) else {}
        return {"checks", "artifacts"} <= there.keys() and "answers" in (there["artifacts"] or [{}])[0]

    def looks(self, content: Content) -> Iterator[Look]:
        """A look at each address in each check."""
        moments = [_moment(at) for _, at in content.document["checks"]]
        for record in content.document["artifacts"]:
            for at, mark in zip(moments, record["answers"], strict=True):
                outcome = "present" if mark == "1" else "unknown"
                yield Look(record["url"].split()[0], at, mark == "1", outcome, None, str(record["year"]))

    def derived(self, content: Content, _tools: Tools) -> Iterator[Derived]:
        """What "any exception is dead" costs: of those ever called inaccessible, how many answered at the end."""
        ever = [one["answers"] for one in content.document["artifacts"] if "0" in one["answers"]]
        healed = wilson(sum(marks[-1] == "1" for marks in ever), len(ever))
        yield Derived(f"{NAME}.healed", "addresses ever called inaccessible", "answered in the last check", healed)


class Repositories:
    """The GitHub repositories of artefacts with `pushed_at`."""

    name = f"{NAME}-repositories"

    def recognises(self, content: Content) -> bool:
        """By the keys of its first record."""
        there = content.document
        return isinstance(there, list) and bool(there) and {"url", "pushed_at", "name"} <= _keys(there[0])

    def looks(self, content: Content) -> Iterator[Look]:
        """Each repository was there when its statistics were taken; the newest push is the latest sign of when."""
        newest = max(record["pushed_at"] for record in content.document)
        for record in content.document:
            url, year = f"https://github.com/{record['name']}", str(record["year"])
            yield Look(url, newest, answered=True, outcome="present", published=year)

    def derived(self, content: Content, _tools: Tools) -> Iterator[Derived]:
        """The share pushed to within 365 days of the last check, and of the day after the newest push."""
        pushed = [_when(record["pushed_at"]) for record in content.document]
        newest = max(pushed)
        midnight = datetime.combine(newest.date() + timedelta(days=1), datetime.min.time(), UTC)
        for name, until in (("pushed_1y", _when(LAST_CHECK)), ("pushed_1y_own", midnight)):
            recent = wilson(sum(until - one <= timedelta(days=365) for one in pushed), len(pushed))
            words = f"pushed to within 365 days of {until:%Y-%m-%dT%H:%M:%SZ}"
            yield Derived(f"{NAME}.{name}", "GitHub repositories of artefacts, one row a paper", words, recent)


def _keys(one: Any) -> set[str]:
    return set(one) if isinstance(one, dict) else set()


def _share(name: str, words: str, records: list[dict[str, Any]], tools: Tools) -> Derived:
    hits = ((_owner(record["url"]), bool(record["accessible"])) for record in records)
    return Derived(f"{NAME}.{name}", words, _DEFINITION, clustered(hits, tools.resample))


def _owner(url: str) -> str:
    """The owner at a forge, else the host."""
    try:
        parts = urlsplit(url.split(maxsplit=1)[0])
    except (ValueError, IndexError):
        return url
    host = (parts.hostname or url).removeprefix("www.")
    inside = [one for one in parts.path.split("/") if one]
    return f"{host}/{inside[0].casefold()}" if host in _FORGES and inside else host


def _moment(text: str) -> str:
    """`2026-05-06 22:15:57 UTC` as ISO 8601."""
    return text.replace(" UTC", "Z").replace(" ", "T")


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text)
