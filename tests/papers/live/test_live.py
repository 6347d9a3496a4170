"""Live sources: what is asked, how slowly, when it ends, and what bad weather and bad names cost."""

from __future__ import annotations

import asyncio
import io
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from checker.config import load
from checker.errors import OutOfReach, Unreachable, UsageError
from checker.model import BadRecord, Notice, Reason
from checker.network.gate import Time
from checker.papers.inputs import How, check_inputs, read_papers
from checker.papers.live.fetching import Fetcher
from checker.papers.live.sources import is_live, source_of
from checker.papers.registry import READERS
from tests.services.scripted import Scripted, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.network.answer import Answer
    from checker.network.transport import Request

    Command = Callable[..., tuple[int, str, str]]

NOW = 1_790_000_000.0


@dataclass
class Clock:
    """Time that passes by sleeping alone; `moments` are those at which requests arrived."""

    now: float = 0.0
    moments: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)

    @property
    def time(self) -> Time:
        """The form that clocks are handed in."""
        return Time(wall=lambda: NOW + self.now, monotonic=lambda: self.now, sleep=self.sleep)


class World:
    """The three services, as large as they are told to be."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.arxiv: list[str] = []
        self.notes = 0
        self.daily: dict[str, int] = {}
        self.faults: dict[int, Answer | Unreachable] = {}
        self.transport = Scripted(self._answer)
        self.transport._clients = {}  # nothing is open that would have to be closed

    def read(self, *names: str, keep: Path | None = None) -> list[str]:
        """Ids of papers, reasons of bad records."""
        with Fetcher(load({}), self.clock.time, keep=keep, transport=self.transport) as fetcher:
            found = read_papers(names, How(READERS), stdin=io.BytesIO(), live=fetcher.pages)
            return [one.why if isinstance(one, BadRecord) else one.id for one in found if not isinstance(one, Notice)]

    @property
    def asked(self) -> list[dict[str, str]]:
        """The parameters of every request."""
        return [{name: one[0] for name, one in parse_qs(urlsplit(url).query).items()} for url in self.transport.urls]

    def _answer(self, request: Request) -> Answer:
        self.clock.moments.append(self.clock.now)
        fault = self.faults.pop(len(self.transport.requests), None)
        if isinstance(fault, Unreachable):
            raise fault
        if fault:
            return fault
        parts = urlsplit(request.url)
        asked = {name: one[0] for name, one in parse_qs(parts.query).items()}
        assert request.trusted
        return {
            "export.arxiv.org": self._arxiv,
            "api2.openreview.net": self._openreview,
            "huggingface.co": self._hub,
        }[str(parts.hostname)](asked)

    def _arxiv(self, asked: dict[str, str]) -> Answer:
        if "id_list" in asked:
            found, total = [one for one in asked["id_list"].split(",") if one in self.arxiv], 1
        else:
            start, size = int(asked["start"]), int(asked["max_results"])
            found, total = self.arxiv[start : start + size], len(self.arxiv)
        return answer(200, feed(found, total))

    def _openreview(self, asked: dict[str, str]) -> Answer:
        start, size = int(asked["offset"]), int(asked["limit"])
        known = range(self.notes) if asked["content.venueid"] == "Tea.org/2024/Conference" else range(0)
        notes = [{"id": f"n{n}", "forum": f"n{n}", "content": {"title": {"value": "T"}}} for n in known]
        return answer(200, {"notes": notes[start : start + size], "count": len(notes)})

    def _hub(self, asked: dict[str, str]) -> Answer:
        start, size = int(asked.get("p", 0)) * int(asked["limit"]), int(asked["limit"])
        papers = [
            {"paper": {"id": f"{asked['date']}.{n}", "title": "T"}} for n in range(self.daily.get(asked["date"], 0))
        ]
        return answer(200, orjson.dumps(papers[start : start + size]))


def feed(ids: list[str], total: int) -> str:
    """A page of arXiv's API."""
    entries = "".join(f"<entry><id>http://arxiv.org/abs/{one}v1</id><title>T</title></entry>" for one in ids)
    count = f'<o:totalResults xmlns:o="http://a9.com/-/spec/opensearch/1.1/">{total}</o:totalResults>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{count}{entries}</feed>'


@pytest.fixture
def services() -> World:
    """The three services, empty."""
    return World()


def test_papers_by_id_are_asked_a_hundred_at_once(services: World) -> None:
    services.arxiv = [f"2402.{n:05}" for n in range(150)]
    assert services.read(f"arxiv:{','.join(services.arxiv)}") == services.arxiv
    assert [len(asked["id_list"].split(",")) for asked in services.asked] == [100, 50]


def test_a_query_is_read_to_its_end_with_three_seconds_between_requests(services: World) -> None:
    services.arxiv = [f"2402.{n:05}" for n in range(1100)]
    services.faults[2] = answer(503)
    assert services.read("arxiv:cat:cs.SE") == services.arxiv
    assert [asked["start"] for asked in services.asked] == ["0", "500", "500", "1000"]
    assert {asked["search_query"] for asked in services.asked} == {"cat:cs.SE"}
    moments = services.clock.moments
    assert min(b - a for a, b in pairwise(moments)) >= 3.0


def test_an_empty_slice_where_there_are_more_is_asked_for_again(services: World) -> None:
    services.arxiv = [f"2402.{n:05}" for n in range(600)]
    services.faults[2] = answer(200, feed([], 600))
    assert services.read("arxiv:cat:cs.SE", keep=Path("kept")) == services.arxiv
    services.faults = {number: answer(200, feed([], 600)) for number in range(5, 9)}
    with pytest.raises(OutOfReach, match="from result 500 of 600"):
        services.read("arxiv:cat:cs.SE")


def test_what_arxiv_does_not_give_is_told(services: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.papers.live.sources._MOST_RESULTS", 500)
    services.arxiv = [f"2402.{n:05}" for n in range(700)]
    found = services.read("arxiv:all:tea")
    assert found[:-1] == services.arxiv[:500]
    assert "500 of 700" in found[-1]


def test_a_venue_is_read_a_thousand_notes_at_once(services: World) -> None:
    services.notes = 2000
    assert services.read("openreview:Tea.org/2024/Conference") == [f"n{n}" for n in range(2000)]
    assert [asked["offset"] for asked in services.asked] == ["0", "1000", "2000"]


def test_days_are_read_one_after_another_and_one_without_papers_is_no_trouble(services: World) -> None:
    services.daily = {"2026-03-06": 101, "2026-03-08": 1}
    found = services.read("hf-papers:2026-03-06..2026-03-08")
    assert found == [*(f"2026-03-06.{n}" for n in range(101)), "2026-03-08.0"]


def test_a_hub_that_knows_no_pages_is_read_once(services: World) -> None:
    papers = orjson.dumps([{"paper": {"id": str(n), "title": "T"}} for n in range(100)])
    services.faults = {1: answer(200, papers), 2: answer(200, papers)}
    assert services.read("hf-papers:2026-03-06") == [str(n) for n in range(100)]


@pytest.mark.parametrize(
    "name",
    [
        *("hf-papers:", "hf-papers:today", "hf-papers:2026-13-01", "hf-papers:2026-03-07..2026-03-01"),
        *("arxiv:", "arxiv:tea", "arxiv:2402.1", "arxiv:2402.00001,tea", "arxiv:cat:"),
        *("openreview:", "openreview:ICLR", "openreview:a/b?c=d"),
    ],
)
def test_a_name_that_makes_no_sense_is_told_before_anything_is_asked(name: str) -> None:
    with pytest.raises(UsageError, match=name.partition(":")[0]):
        check_inputs([name])


@pytest.mark.parametrize("name", ["arxiv:2402.00009", "openreview:Tea.org/1999/Conference"])
def test_what_a_service_does_not_know_is_told(name: str, services: World) -> None:
    with pytest.raises(UsageError, match=r"no paper"):
        services.read(name)


def test_names_of_files_are_no_live_sources() -> None:
    assert not any(map(is_live, ["arxiv.jsonl", "-", "C:\\papers", "openreview", "x:arxiv:1"]))
    assert source_of("arxiv: hep-th/9901001v2 ,2402.00001") == source_of("arxiv:hep-th/9901001v2,2402.00001")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Unreachable(Reason.DNS, "the name can't be resolved"), "out of reach: dns"),
        (answer(500), "out of reach: server_error"),
        (answer(403, "robots are turned away"), "HTTP 403"),
        (answer(301, location="https://elsewhere.example"), "HTTP 301"),
        (answer(429, retry_after="100000"), "out of reach: rate_limited"),
        (answer(200, "<html>maintenance</html>"), "did not answer with a list"),
        (answer(200, {"error": "x"}), "did not answer with a list"),
    ],
    ids=["dns", "500", "403", "301", "429", "html", "json"],
)
def test_bad_weather_is_out_of_reach_and_not_the_end_of_a_venue(
    fault: Answer | Unreachable, words: str, services: World
) -> None:
    services.notes = 10
    services.faults = dict.fromkeys(range(1, 20), fault)
    with pytest.raises(OutOfReach, match=words) as error:
        services.read("openreview:Tea.org/2024/Conference")
    assert error.value.exit_code == 3


def test_a_question_that_is_refused_is_the_users_to_change(services: World) -> None:
    services.faults = {1: answer(400, {"error": "no such date"})}
    with pytest.raises(UsageError, match="HTTP 400"):
        services.read("hf-papers:2099-01-01")


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(services: World) -> None:
    keep = Path("availability.db.pages")
    services.arxiv = [f"2402.{n:05}" for n in range(1100)]
    services.faults = dict.fromkeys(range(3, 12), Unreachable(Reason.NETWORK, "gone"))
    with pytest.raises(OutOfReach):
        services.read("arxiv:cat:cs.SE", keep=keep)
    assert len(list(keep.iterdir())) == 2
    services.faults.clear()
    before = len(services.asked)
    assert services.read("arxiv:cat:cs.SE", keep=keep) == services.arxiv
    assert [asked["start"] for asked in services.asked[before:]] == ["1000"]
    assert not keep.exists(), "the source is done: the next run asks anew"


def test_pages_that_were_kept_too_long_are_asked_for_again(services: World) -> None:
    keep = Path("kept")
    services.daily = {"2026-03-06": 101}
    services.faults = dict.fromkeys(range(2, 12), answer(500))
    with pytest.raises(OutOfReach):
        services.read("hf-papers:2026-03-06", keep=keep)
    for file in keep.iterdir():
        os.utime(file, (NOW - 90_000, NOW - 90_000))
    services.faults.clear()
    before = len(services.asked)
    services.read("hf-papers:2026-03-06", keep=keep)
    assert len(services.asked) == before + 2


def test_nothing_is_kept_without_a_database(services: World) -> None:
    services.arxiv = ["2402.00001"]
    services.read("arxiv:2402.00001")
    assert list(Path().iterdir()) == []


@pytest.fixture
def arxiv(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """ArXiv on loopback, which knows one question."""
    page = (Path(__file__).parents[1] / "samples" / "arxiv-atom.xml").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        """Answers that question with the sample, and everything else with 404."""

        def do_GET(self) -> None:
            known = self.path == "/api/query?id_list=2402.99001&max_results=1"
            self.send_response(200 if known else 404)
            self.end_headers()
            self.wfile.write(page if known else b"")

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setenv("REPROLINKS_ARXIV", f"http://127.0.0.1:{server.server_port}/api")
        yield
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("arxiv")
def test_extract_reads_live_sources(reprolinks: Command) -> None:
    code, output, errors = reprolinks("extract", "arxiv:2402.99001")
    lines = [orjson.loads(line) for line in output.splitlines()]
    assert code == 0, errors
    assert [line["id"] for line in lines] == ["2402.99001", "cs/0199002"]
    assert [link["target"] for link in lines[0]["links"]][:1] == ["brewer/kettle-ode"]
    assert not list(Path().iterdir())


@pytest.mark.usefixtures("simulator", "arxiv")
def test_run_reads_live_sources_and_keeps_no_page_of_one_that_is_done(reprolinks: Command) -> None:
    code, output, errors = reprolinks("run", "arxiv:2402.99001", "--quiet")
    assert code == 0, errors
    assert "brewer/kettle-ode" in output
    assert not Path("availability.db.pages").exists()
    with closing(sqlite3.connect("availability.db")) as database:
        assert database.execute("SELECT id, source FROM papers ORDER BY id").fetchall() == [
            ("2402.99001", "arxiv:2402.99001"),
            ("cs/0199002", "arxiv:2402.99001"),
        ]


def test_services_out_of_reach_end_the_command_with_3(reprolinks: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr("checker.network.host.ATTEMPTS", 1)  # another attempt would be waited for
    code, output, errors = reprolinks("run", "hf-papers:2026-03-06", "--quiet")
    assert (code, output) == (3, "")
    assert "Hugging Face is out of reach" in errors
    assert errors.strip().count("\n") == 0
