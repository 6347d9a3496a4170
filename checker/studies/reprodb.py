"""
ReproDB's data on artefact evaluation in systems and security: whether each artefact's address answered (once, and in
each of several committed checks), and when each GitHub repository was last pushed to.

Their definition: an address is accessible if it answers HEAD with 2xx within 10 seconds; every exception makes it not
accessible. Therefore `not accessible` is no evidence of a loss, and the outcome of such a look is unknown.
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
#: When the last check was made, from which the age of the last push is counted; the file itself has no such moment.
LAST_CHECK = "2026-05-06T22:15:57Z"


class Availability:
    """The file of artefact addresses with the field `accessible`."""

    name = NAME

    def recognises(self, content: Content) -> bool:
        """Whether its first record has the keys of this file."""
        records = content.document.get("records") if isinstance(content.document, dict) else None
        return bool(records) and isinstance(records, list) and {"url", "accessible"} <= records[0].keys()

    def looks(self, content: Content) -> Iterator[Look]:
        """One look for each record. A `url` may hold two addresses, divided by a blank; the first was checked."""
        at = _moment(content.document["summary"]["checked_at"])
        for record in content.document["records"]:
            outcome = "present" if record["accessible"] else "unknown"
            yield Look(record["url"].split()[0], at, record["accessible"], outcome, None, str(record["year"]))

    def derived(self, content: Content, tools: Tools) -> Iterator[Derived]:
        """The share that is accessible: of all, by platform, and by year."""
        records = content.document["records"]
        yield _share("all", "all artefact addresses", records, tools)
        for platform in sorted({record["platform"] for record in records}):
            chosen = [record for record in records if record["platform"] == platform]
            yield _share(f"platform.{platform}", f"addresses at {platform}", chosen, tools)
        for year in sorted({record["year"] for record in records}):
            chosen = [record for record in records if record["year"] == year]
            yield _share(f"year.{year}", f"artefacts of {year}", chosen, tools)


class Checks:
    """The file of the committed checks: for each address a text with a mark (1: accessible) for each check."""

    name = NAME

    def recognises(self, content: Content) -> bool:
        """Whether it has the keys of this file."""
        document = content.document if isinstance(content.document, dict) else {}
        return {"checks", "artifacts"} <= document.keys() and "answers" in (document["artifacts"] or [{}])[0]

    def looks(self, content: Content) -> Iterator[Look]:
        """One look for each address and check."""
        moments = [_moment(at) for _, at in content.document["checks"]]
        for record in content.document["artifacts"]:
            for at, mark in zip(moments, record["answers"], strict=True):
                outcome = "present" if mark == "1" else "unknown"
                yield Look(record["url"].split()[0], at, mark == "1", outcome, None, str(record["year"]))

    def derived(self, content: Content, _tools: Tools) -> Iterator[Derived]:
        """The error of "any exception is dead": of addresses once not accessible, the share that answered last."""
        ever = [one["answers"] for one in content.document["artifacts"] if "0" in one["answers"]]
        healed = wilson(sum(marks[-1] == "1" for marks in ever), len(ever))
        yield Derived(f"{NAME}.healed", "addresses ever called inaccessible", "answered in the last check", healed)


class Repositories:
    """The file of GitHub repositories of artefacts with the field `pushed_at`."""

    name = f"{NAME}-repositories"

    def recognises(self, content: Content) -> bool:
        """Whether its first record has the keys of this file."""
        records = content.document
        return isinstance(records, list) and bool(records) and {"url", "pushed_at", "name"} <= _keys(records[0])

    def looks(self, content: Content) -> Iterator[Look]:
        """
        One look for each repository, which existed when its statistics were taken. The file does not say when that
        was; the newest push of all is the latest moment in it.
        """
        newest = max(record["pushed_at"] for record in content.document)
        for record in content.document:
            url, year = f"https://github.com/{record['name']}", str(record["year"])
            yield Look(url, newest, answered=True, outcome="present", published=year)

    def derived(self, content: Content, _tools: Tools) -> Iterator[Derived]:
        """The share pushed to within 365 days before the last check, and before the end of the newest push's day."""
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
    """The owner of a repository at a known forge, as `host/owner`; else the host. Addresses are clustered by it."""
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
