"""
Fetches the pages of live sources one after another, no faster than a service allows, and again after failures that
may pass. Pages are kept in a folder until their source is complete, so that a run that was interrupted goes on where
it stopped.
"""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from checker.errors import OutOfReach, Unreachable, UsageError
from checker.network.gate import Gate
from checker.network.host import Host
from checker.network.rate_limits import hub_rule, plain_rule
from checker.network.spending import Budget, Ledger
from checker.network.transport import MEBIBYTE, Request, Transport
from checker.papers.live.sources import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.config import Settings
    from checker.model import BadRecord
    from checker.network.answer import Answer
    from checker.network.gate import Time
    from checker.papers.live.sources import Page

#: Seconds between two requests. arXiv: "no more than one request every three seconds"
#: (https://info.arxiv.org/help/api/tou.html).
PAUSES = {"arXiv": 3.0, "OpenReview": 1.0, "Crossref": 1.0, "Hugging Face": 0.0}
KEPT_FOR = 86_400.0  # seconds for which a kept page is used by a later run
_LONGEST = 64 * MEBIBYTE  # bytes of a page


class Fetcher:
    """
    Fetches pages. Use as a context manager. `keep` is the folder for pages of sources that are not complete, made
    when it is needed and removed when it is empty; None: nothing is kept. `account` counts and limits the requests.
    """

    def __init__(
        self,
        settings: Settings,
        time: Time,
        *,
        keep: Path | None = None,
        transport: Transport | None = None,
        account: tuple[Ledger, Budget] | None = None,
    ) -> None:
        self._settings = settings
        self._time = time
        self._ledger, self._budget = account or (Ledger(), Budget(settings.budget))
        self._keep = keep
        self._transport = transport or Transport()
        self._runner = asyncio.Runner()
        self._hosts: dict[str, Host] = {}
        self._free_at: dict[str, float] = {}
        self._used: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._runner:
            self._runner.run(self._transport.__aexit__(None, None, None))

    def pages(self, name: str) -> Iterator[Page | BadRecord]:
        """
        All pages of a live source. Raises OutOfReach if the service fails (pages so far are kept) and UsageError if
        the name is not valid.
        """
        self._used.clear()
        yield from source_of(name).pages(self.fetch, self._settings)
        for file in self._used:  # the source is complete: the next run fetches again
            file.unlink(missing_ok=True)
        if self._keep:
            with suppress(OSError):
                self._keep.rmdir()

    def fetch(self, service: str, url: str, *, anew: bool = False) -> bytes:
        """The page at an address, kept or fetched, as the protocol `sources.Fetch` says."""
        file = self._keep / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.page" if self._keep else None
        if file is None:
            return self._fetched(service, url)
        self._used.append(file)
        if not anew and (kept := self._kept(file)) is not None:
            return kept
        content = self._fetched(service, url)
        _write(file, content)
        return content

    def _kept(self, file: Path) -> bytes | None:
        try:
            return file.read_bytes() if self._time.wall() - file.stat().st_mtime < KEPT_FOR else None
        except OSError:
            return None

    def _fetched(self, service: str, url: str) -> bytes:
        """The body of a successful answer. Raises OutOfReach, and UsageError if the service refuses the request."""
        try:
            answer = self._runner.run(self._host(service).ask(service, lambda: self._send(service, url)))
        except Unreachable as trouble:
            raise OutOfReach(f"{service} is out of reach: {trouble}.", "Run again to go on from there.") from trouble
        if answer.status in (400, 404, 422):
            raise UsageError(f"{service} refuses {url} (HTTP {answer.status}).", "Check the name of the source.")
        if answer.status != 200 or answer.truncated:
            raise OutOfReach(f"{service} did not answer {url} (HTTP {answer.status}).", "Run again later.")
        return answer.body

    async def _send(self, service: str, url: str) -> Answer:
        wait = self._free_at.get(service, float("-inf")) - self._time.monotonic()
        if wait > 0:
            await self._time.sleep(wait)
        try:
            return await self._transport.send(Request(url=url, trusted=True, max_bytes=_LONGEST))
        finally:
            self._free_at[service] = self._time.monotonic() + PAUSES[service]

    def _host(self, service: str) -> Host:
        if service not in self._hosts:
            gate = Gate(width=1, max_wait=self._settings.max_wait, time=self._time)
            rule = hub_rule if service == "Hugging Face" else plain_rule
            self._hosts[service] = Host(gate, rule=rule, ledger=self._ledger, budget=self._budget)
        return self._hosts[service]


def _write(file: Path, content: bytes) -> None:
    """Write a file in one step: under another name, then renamed."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        raise UsageError(f"{file.parent} can't be written: {error.strerror or error}.") from error
