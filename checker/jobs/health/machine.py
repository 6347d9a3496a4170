"""Findings on the machine that a run is on: its token, clock and proxy, the size of its database, its schedule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.jobs.health.probes import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.config import Settings

#: Prefix of a GitHub token → its kind (GitHub, "About authentication to GitHub": token formats).
TOKENS = {
    "ghs_": "of an app or a job: 1,000 requests an hour and repository in GitHub Actions",
    "ghp_": "of a person (classic): 5,000 requests an hour",
    "github_pat_": "of a person (fine-grained): 5,000 requests an hour",
    "gho_": "of an OAuth app: 5,000 requests an hour",
    "ghu_": "of a person through an app: 5,000 requests an hour",
}
SKEW = timedelta(minutes=2)  # a larger error of the clock falsifies what is due and how long losses last
LARGEST = 100 << 20  # bytes: GitHub refuses to take larger files in a push
QUIET = timedelta(days=45)  # GitHub disables schedules of public repositories after 60 days without activity
_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")


def token(settings: Settings) -> Finding:
    """The kind of the GitHub token, without the token itself."""
    if not settings.github_token:
        return Finding("No GitHub token: 60 requests an hour, then git (set GITHUB_TOKEN)", good=True)
    kind = next(
        (text for start, text in TOKENS.items() if settings.github_token.startswith(start)), "of unknown kind"
    )
    return Finding(f"GitHub token {kind}", good=True)


def clock(now: datetime, dates: Iterable[str]) -> Finding:
    """The smallest difference between the clock (`now`) and the `Date` headers of the services."""
    apart = min((abs(now - one) for one in map(_moment, dates) if one), default=None)
    if apart is None:
        return Finding("The clock could not be compared: no service told the time", good=True)
    seconds = int(apart.total_seconds())
    return Finding(f"The clock is {seconds} s from that of the services", good=apart <= SKEW, code=2)


def proxy(environment: Mapping[str, str]) -> Finding:
    """Whether requests go through a proxy. Its address is not shown, because it may hold a password."""
    found = next((name for name in _PROXIES if environment.get(name)), "")
    return Finding(f"Requests go through the proxy in {found}" if found else "No proxy is set", good=True)


def size(db: str) -> Finding:
    """The size of the database, compared with the largest file that a repository takes."""
    size_ = Path(db).stat().st_size if Path(db).is_file() else 0
    what = f"{db} has {size_ / (1 << 20):.1f} MiB; a repository takes files of 100 MiB"
    advice = ": keep its history by --history branch" if size_ > LARGEST else ""
    return Finding(f"{what}{advice}", good=size_ <= LARGEST)


def schedule(last: datetime | None, now: datetime) -> Finding:
    """Whether the last run is so long ago that the schedule of the job may be disabled."""
    if last is None:
        return Finding("No run yet: the schedule can't be told", good=True)
    days = (now - last).days
    what = f"The last run was {days} {'day' if days == 1 else 'days'} ago"
    if now - last <= QUIET:
        return Finding(what, good=True)
    return Finding(f"{what}: is the schedule switched off? (gh workflow enable)", good=False, code=0)


def _moment(date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
