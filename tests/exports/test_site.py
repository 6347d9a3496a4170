"""The site leads from papers to artifacts to evidence, answers the shipped questions, and changes nothing."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.commands.results import serve
from checker.exports.package import NAME
from checker.exports.plots import plots
from checker.exports.queries import queries
from checker.exports.site import copied, site
from checker.store.store import Store
from tests.exports.story import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]


ROOT = Path(__file__).parents[2]
#: Datasette leaves the connections in memory open by which it asks SQLite for its version; Python 3.13 warns of them.
pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed database:ResourceWarning",
    r"ignore:Exception ignored in. <sqlite3\.Connection:pytest.PytestUnraisableExceptionWarning",
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("db") / "a.db"
    with Store.open(path) as store:
        tell(store)
        store._db.execute("INSERT INTO kept_columns VALUES ('alive', 'email', 'someone@example.org')")
        store._db.conn.commit()
    return path


@pytest.fixture(scope="module")
def shown(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return site(copied(database, tmp_path_factory.mktemp("site")))


def page(shown: Any, path: str) -> str:
    response = asyncio.run(shown.client.get(path))
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return str(response.text)


def rows(shown: Any, path: str) -> list[dict[str, Any]]:
    response = asyncio.run(shown.client.get(path))
    assert response.status_code == 200, response.text
    return list(response.json())


def lead(text: str, words: str) -> str:
    """The address of the link with these words."""
    found = re.search(rf'<a href="([^"]+)">{re.escape(words)}</a>', text)
    assert found, f"no link {words!r}"
    return unescape(found[1])


@pytest.mark.slow
def test_a_reader_comes_from_a_paper_to_the_evidence(shown: Any) -> None:
    papers = page(shown, f"/{NAME}/paper_status?paper_id=lost")
    paper = page(shown, lead(papers, "lost"))
    links = re.search(r'<a href="([^"]*/links\?paper_id=lost)"', paper)
    assert links, "a paper leads to its links"
    artifact = page(shown, lead(page(shown, unescape(links[1])), "lost/code"))
    for table in ("answers", "verdicts", "incidents", "archives"):
        found = re.search(rf'<a href="([^"]*/{table}\?artifact_id=\d+)"', artifact)
        assert found, f"an artifact leads to {table}"
        assert "artifact_id" in page(shown, unescape(found[1]))
    (lost,) = rows(shown, f"/{NAME}/artifacts.json?target=lost/code&_shape=array")
    answers = rows(shown, f"/{NAME}/answers.json?artifact_id={lost['id']}&_shape=array")
    assert {row["outcome"] for row in answers} == {"absent", "present"}


def test_every_question_is_there_with_its_parameters(shown: Any) -> None:
    front = page(shown, f"/{NAME}")
    for query in queries():
        assert f'href="/{NAME}/{query.name}"' in front
        given = "&".join(f"{one.name}={one.default or ''}" for one in query.parameters)
        with_defaults = rows(shown, f"/{NAME}/{query.name}.json?_shape=array&{given}")
        empty = "&".join(f"{one.name}=" for one in query.parameters)
        assert rows(shown, f"/{NAME}/{query.name}.json?_shape=array&{empty}") == with_defaults, query.name
    owned = rows(shown, f"/{NAME}/by-owner.json?owner=lab&_shape=array")
    assert [row["target"] for row in owned][:2] == ["lab/alive", "lab/coming"]
    assert len(rows(shown, f"/{NAME}/stale.json?days=600&_shape=array")) == 2


def test_cells_of_questions_lead_to_rows(shown: Any) -> None:
    answer = page(shown, f"/{NAME}/own-lost")
    assert lead(answer, "lost") == f"/{NAME}/papers/lost"
    artifacts = page(shown, lead(answer, "lost/code"))
    assert "lost/code" in artifacts
    assert lead(page(shown, f"/{NAME}/history?target=lost/code"), "2") == f"/{NAME}/runs/2"


def test_what_is_shown_says_what_it_is(shown: Any) -> None:
    text = page(shown, f"/{NAME}/artifacts")
    assert "a row for each distinct thing" in text
    assert "Its canonical name" in text
    assert "The newest verdict on every artifact" in page(shown, f"/{NAME}/artifact_status")
    facets = page(shown, f"/{NAME}/artifact_status")
    assert 'data-column="availability"' in facets or "facet-availability" in facets
    assert "Papers all of whose" not in text


def test_a_search_finds_papers_and_artifacts(shown: Any) -> None:
    found = rows(shown, f"/{NAME}/papers.json?_search=flapping&_shape=array")
    assert [row["id"] for row in found] == ["flapping"]
    assert [row["target"] for row in rows(shown, f"/{NAME}/artifacts.json?_search=gitlab&_shape=array")] == []


@pytest.mark.slow
def test_nothing_can_be_changed_and_nothing_private_is_there(shown: Any, database: Path) -> None:
    before = database.read_bytes()
    for sql in ("DELETE FROM papers", "INSERT INTO papers (id) VALUES ('x')", "PRAGMA journal_mode = WAL"):
        response = asyncio.run(shown.client.get(f"/{NAME}.json", params={"sql": sql}))
        assert response.status_code == 400, sql
    assert database.read_bytes() == before
    assert asyncio.run(shown.client.get(f"/{NAME}.db")).status_code in (403, 404)
    assert asyncio.run(shown.client.get(f"/{NAME}/kept_columns")).status_code == 404
    (copy,) = (Path(one) for one in shown.immutables)
    assert b"someone@example.org" in before
    assert b"someone@example.org" not in copy.read_bytes()


def test_plots_draw_what_questions_answer(shown: Any) -> None:
    text = page(shown, "/-/dashboards/figures")
    charts = plots()["figures"]["charts"]
    for chart in charts.values():
        assert chart["title"] in unescape(text)
        found = asyncio.run(
            shown.client.get(f"/{NAME}.json", params={"sql": chart["query"], "_shape": "array"})
        ).json()
        assert found
        display = chart["display"]
        folded = [one for step in display.get("transform", ()) for one in step.get("fold", ())]
        drawn = {display["encoding"][axis]["field"] for axis in ("x", "y")} - {"count"}
        assert drawn | set(folded) <= found[0].keys(), "a plot draws a column that there is none of"
    assert lead(page(shown, "/"), "Dashboards") == "/-/dashboards"


def test_no_page_asks_another_host_for_anything(shown: Any) -> None:
    for path in ("/", "/-/dashboards/figures", f"/{NAME}", f"/{NAME}/artifact_status", f"/{NAME}/by-owner?owner=lab"):
        text = page(shown, path)
        loaded = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']?([^"'\s>]+)""", text)
        assert loaded
        assert [one for one in loaded if not one.startswith(("/", "http://localhost/"))] == []


def test_the_copy_holds_what_a_run_has_just_recorded(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        tell(store)  # still open: what it wrote lies in the journal
        copy = copied(tmp_path / "a.db", tmp_path)
        with closing(sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True)) as anybody:
            assert anybody.execute("SELECT count(*) FROM runs").fetchone() == (4,)


def test_without_datasette_a_line_says_what_to_install(reprolinks: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open("availability.db").__exit__()
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    code, output, errors = reprolinks("serve", "--port", "0")
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert "pip install 'reprolinks[web]'" in errors


def test_it_listens_on_this_machine_alone_unless_asked(reprolinks: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open("availability.db").__exit__()
    monkeypatch.setattr(serve, "_serve", lambda _app, _listening: None)
    code, _, errors = reprolinks("serve", "--port", "0")
    assert code == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/ shows availability\.db; Ctrl-C ends it\n", errors)
    monkeypatch.setattr(serve, "_is_loopback", lambda _host: False)
    assert "Anybody who reaches 127.0.0.1 can read the database." in reprolinks("serve", "--port", "0")[2]


def test_what_is_this_machine_is_known() -> None:
    assert [serve._is_loopback(host) for host in ("127.0.0.1", "::1", "0.0.0.0", "::", "192.0.2.1")] == [
        *(True, True, False, False, False)
    ]


@pytest.mark.slow
def test_it_answers_until_it_is_interrupted(database: Path) -> None:
    asked = [sys.executable, "-m", "checker", "serve", "--port", "0", "--db", str(database)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True, env=environment) as serving:
        assert serving.stderr is not None
        address = serving.stderr.readline().split()[0]
        with urllib.request.urlopen(f"{address}{NAME}/runs.json?_shape=array") as answer:  # it listens already
            assert len(json.load(answer)) == 4
        serving.send_signal(signal.SIGINT)
        assert (serving.wait(), serving.stderr.read()) == (0, "")


def test_a_port_that_is_taken_is_one_line(reprolinks: Command) -> None:
    import socket

    Store.open("availability.db").__exit__()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, _, errors = reprolinks("serve", "--port", port)
    assert (code, errors.count("\n")) == (2, 1)
    assert f"127.0.0.1:{port} can't be listened on" in errors
