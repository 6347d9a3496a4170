"""
Who answers at a base: `doctor` asks each for what must exist and for what can't, and a run that hears nothing but
nonsense at a base of the user's asks the same, once.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from checker.jobs.context.base_monitor import BaseMonitor
from checker.model import Observation, Outcome, Reason, ServiceName
from checker.store.store import Store
from tests.services.scripted import NOW, settings
from tests.simulator import Door, Fault, Simulator, World
from tests.simulator.server import Received, Reply, Server, Welcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Command = Callable[..., tuple[int, str, str]]

FURTHER = ("REPROLINKS_ZENODO", "REPROLINKS_FIGSHARE", "REPROLINKS_OSF", "REPROLINKS_DOI", "REPROLINKS_CROSSREF")
VARIABLES = (
    *("REPROLINKS_GITHUB_API", "REPROLINKS_GITHUB_WEB", "HF_ENDPOINT", "REPROLINKS_SWH_API", "REPROLINKS_WAYBACK"),
)
PAGE = b"<html><title>Welcome to our institute</title><p>We do research.</p></html>"


class Somebody:
    """A server that is none of the services: every path gets the same answer."""

    def __init__(self) -> None:
        self.reply = Reply(404, PAGE, {"Content-Type": "text/html"})
        self.received: list[Received] = []
        self._server = Server(self._answer, lambda _: Welcome.GOOD)

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *trouble: object) -> None:
        self._server.__exit__(*trouble)

    @property
    def base(self) -> str:
        return self._server.base

    async def _answer(self, received: Received) -> Reply:
        self.received.append(received)
        return Reply(self.reply.status, self.reply.body, dict(self.reply.headers))


@pytest.fixture
def somebody() -> Iterator[Somebody]:
    """Somebody else on loopback."""
    with Somebody() as one:
        yield one


@pytest.fixture
def tokens(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """The services, with both tokens set."""
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    monkeypatch.setenv("HF_TOKEN", simulator.hf_token)
    return simulator


def bad(shown: str) -> list[str]:
    """The lines of what is not as it should be."""
    return [line for line in shown.splitlines() if line.startswith("BAD")]


# -- doctor -------------------------------------------------------------------------------------------


def test_each_service_is_asked_for_what_must_exist_and_for_what_can_not(
    tokens: Simulator, reprolinks: Command
) -> None:
    code, shown, _ = reprolinks("doctor")
    assert (code, bad(shown)) == (0, [])
    asked = Counter(service for service, _ in tokens.requests)
    needed = {"github_rest": 2, "github_graphql": 1, "github_web": 1, "hub": 2, "swh": 1, "wayback": 1}
    further = ("zenodo", "figshare", "osf", "doi", "arxiv", "crossref", "api2.openreview.net")
    assert asked == needed | dict.fromkeys(further, 1)


def test_without_tokens_the_words_are_others_and_all_is_well(simulator: Simulator, reprolinks: Command) -> None:
    code, shown, _ = reprolinks("doctor")
    assert (code, bad(shown)) == (0, [])
    assert "without a token" in shown
    assert not simulator.sent_to("github_graphql")


@pytest.mark.usefixtures("tokens")
def test_a_run_that_did_not_end_is_told_with_its_last_sign_of_life(reprolinks: Command) -> None:
    with Store.open("availability.db") as store:
        run = store.runs.begin(command="run", inputs=[], options={}, at=NOW)
        store.runs.record_heartbeat(run, NOW + timedelta(minutes=5))
    _, shown, _ = reprolinks("doctor")
    assert f"last run {run} (not ended, last seen at work {NOW + timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ})" in shown


@pytest.mark.usefixtures("tokens")
@pytest.mark.parametrize(("unknown", "state"), [(5, "done"), (6, "incomplete")])
def test_a_run_that_left_what_it_may_is_done(reprolinks: Command, unknown: int, state: str) -> None:
    with Store.open("availability.db") as store:
        run = store.runs.begin(command="run", inputs=[], options={"tolerate": 5.0}, at=NOW)
        counts = {"due": 100, "checked": 100, "unknown": unknown}
        store.runs.finish(run, status="incomplete", at=NOW, counts=counts, costs={})
    assert f"last run {run} ({state}) at" in reprolinks("doctor")[1]


@pytest.mark.parametrize("variable", [*VARIABLES, *FURTHER, "REPROLINKS_ARXIV", "REPROLINKS_OPENREVIEW"])
@pytest.mark.parametrize("token", [True, False])
@pytest.mark.usefixtures("simulator")
def test_a_mistyped_base_is_named_with_what_to_do(
    variable: str, token: bool, somebody: Somebody, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, f"{somebody.base}/oops")
    if token:
        monkeypatch.setenv("GITHUB_TOKEN", "simulated-github-token")
        monkeypatch.setenv("HF_TOKEN", "simulated-hub-token")
    code, shown, _ = reprolinks("doctor")
    (line,) = bad(shown)
    assert code == 2
    assert all(part in line for part in (variable, "setting ", f"{somebody.base}/oops", "HTTP 404", "unset it"))


@pytest.mark.parametrize(
    ("variable", "other"),
    [
        ("REPROLINKS_GITHUB_API", "REPROLINKS_GITHUB_WEB"),
        ("REPROLINKS_GITHUB_WEB", "REPROLINKS_GITHUB_API"),
        ("HF_ENDPOINT", "REPROLINKS_GITHUB_API"),
        ("REPROLINKS_SWH_API", "REPROLINKS_WAYBACK"),
        ("REPROLINKS_WAYBACK", "REPROLINKS_GITHUB_API"),
    ],
)
def test_the_base_of_another_service_is_no_base_of_this_one(
    variable: str, other: str, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, simulator.environment()[other])
    code, shown, _ = reprolinks("doctor")
    assert code == 2
    assert [variable in line for line in bad(shown)] == [True]


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, PAGE, {"Content-Type": "text/html"}),
        Reply(200, b"[]", {"Content-Type": "application/json"}),
        Reply(302, b"", {"Location": "https://login.example.org/"}),
        Reply(401, PAGE, {"WWW-Authenticate": 'Basic realm="Institute"'}),
        Reply(403, PAGE),
        Reply(502, PAGE),
        Reply(429, b"", {"Retry-After": "60"}),
        Reply(200, drop=True),
        Reply(200, b'{"message": "Not Found"}', {"Content-Type": "application/json"}),
    ],
    ids=lambda reply: str(reply.status),
)
@pytest.mark.usefixtures("simulator")
def test_a_gateway_that_may_go_away_is_for_another_day(
    variable: str, reply: Reply, somebody: Somebody, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody.reply = reply
    monkeypatch.setenv(variable, somebody.base)
    code, shown, _ = reprolinks("doctor")
    (line,) = bad(shown)
    assert code == 3
    assert variable in line
    assert somebody.base in line


def test_a_public_service_that_only_some_papers_need_may_be_out_of_reach(
    simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPROLINKS_ZENODO")
    simulator.weather("zenodo.org", Door.PROXY_REFUSES)
    code, shown, _ = reprolinks("doctor")
    assert (code, bad(shown)) == (0, [])
    assert [line for line in shown.splitlines() if line.startswith("--") and "Zenodo" in line]


def test_a_run_at_a_mistyped_base_of_an_archive_ends_with_2(
    somebody: Somebody, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPROLINKS_ZENODO", somebody.base)
    code, _, errors = reprolinks("run", papers("https://zenodo.org/records/123"))
    assert (code, "REPROLINKS_ZENODO" in errors, availabilities()) == (2, True, {"unknown"})
    assert not simulator.sent_to("zenodo")


def test_what_somebody_else_says_drives_no_terminal_and_shows_no_token(
    tokens: Simulator, somebody: Somebody, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = f"https://evil.example/?t={tokens.token}&u={tokens.hf_token}::error\x1b[2J"
    somebody.reply = Reply(302, b"", {"Location": seen.replace("\x1b", "%1b")})
    for variable in VARIABLES:
        monkeypatch.setenv(variable, somebody.base)
    code, shown, errors = reprolinks("doctor")
    assert (code, len(bad(shown))) == (3, 5)
    assert tokens.token not in shown + errors
    assert tokens.hf_token not in shown + errors
    assert "::error" not in shown


# -- a run --------------------------------------------------------------------------------------------


def papers(*links: str) -> str:
    """A file of papers, one for each link."""
    lines = [json.dumps({"title": link, "abstract": f"Code: {link} ."}) for link in links]
    Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "papers.jsonl"


def availabilities() -> set[str]:
    """What the database says of all artifacts."""
    with sqlite3.connect("availability.db") as database:
        found = {row[0] for row in database.execute("SELECT availability FROM artifact_status")}
    database.close()
    return found


LINKS = ("https://huggingface.co/org/model", "https://huggingface.co/org/none", "https://huggingface.co/datasets/o/d")


def test_a_run_at_a_mistyped_base_ends_with_2_and_names_it(
    world: World, tokens: Simulator, somebody: Somebody, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.github("octo/alive")
    monkeypatch.setenv("HF_ENDPOINT", f"{somebody.base}/hub")
    code, _, errors = reprolinks("run", papers(*LINKS))
    assert (code, availabilities()) == (2, {"unknown"})
    assert "HF_ENDPOINT (setting hf_endpoint)" in errors
    assert sum(line.startswith("reprolinks:") for line in errors.splitlines()) == 1
    probes = [received for received in somebody.received if received.query == "limit=1"]
    assert len(probes) == 1
    assert not tokens.sent_to("github_rest")


@pytest.mark.usefixtures("tokens")
def test_a_run_behind_a_gateway_ends_with_3_and_names_the_base(
    somebody: Somebody, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.network.host.FIRST_WAIT", 0.0)
    somebody.reply = Reply(200, PAGE, {"Content-Type": "text/html"})
    monkeypatch.setenv("HF_ENDPOINT", somebody.base)
    code, _, errors = reprolinks("run", papers(*LINKS))
    assert (code, availabilities()) == (3, {"unknown"})
    assert "HF_ENDPOINT" in errors


@pytest.mark.usefixtures("simulator")
def test_a_rest_base_that_is_none_is_told_although_git_answers(
    world: World, somebody: Somebody, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.github("octo/alive")
    monkeypatch.setenv("REPROLINKS_GITHUB_API", somebody.base)
    code, _, errors = reprolinks("run", papers("https://github.com/octo/alive"))
    assert (code, "REPROLINKS_GITHUB_API" in errors) == (2, True)
    assert availabilities() == {"available"}


def test_a_run_whose_services_make_sense_asks_nothing_more(
    world: World, tokens: Simulator, reprolinks: Command
) -> None:
    world.github("octo/alive")
    world.hub("model", "org/model")
    tokens.weather("hub", Fault.HTML, times=1)
    assert reprolinks("run", papers("https://github.com/octo/alive", "https://github.com/octo/no", *LINKS))[0] == 0
    assert not [one for one in tokens.sent_to("hub") if one.query == "limit=1"]
    assert not [one for one in tokens.sent_to("github_rest") if one.path.endswith("/rate_limit")]


@pytest.mark.usefixtures("tokens")
def test_a_budget_that_is_spent_asks_nothing_more(
    somebody: Somebody, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", somebody.base)
    assert reprolinks("run", papers(LINKS[0]), "--budget", "1")[0] == 3
    assert len(somebody.received) == 1


# -- monitor of bases ---------------------------------------------------------------------------------


def said(service: ServiceName, outcome: Outcome, reason: Reason, key: str = "github_repo:o/n") -> Observation:
    return Observation(key=key, service=service, at=NOW, outcome=outcome, reason=reason)


NONSENSE = (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    ("heard", "doubted"),
    [
        ([], []),
        ([said(ServiceName.HUGGINGFACE, *NONSENSE)], ["hf_endpoint"]),
        ([said(ServiceName.HUGGINGFACE, *NONSENSE), said(ServiceName.HUGGINGFACE, Outcome.ABSENT, Reason.OK)], []),
        ([said(ServiceName.HUGGINGFACE, Outcome.UNKNOWN, Reason.TIMEOUT)], []),
        ([said(ServiceName.GITHUB_GRAPHQL, *NONSENSE), said(ServiceName.GITHUB_REST, *NONSENSE)], ["github_api"]),
        (
            [said(ServiceName.GITHUB_GRAPHQL, *NONSENSE), said(ServiceName.GITHUB_REST, Outcome.PRESENT, Reason.OK)],
            [],
        ),
        ([said(ServiceName.GIT, *NONSENSE)], ["github_web"]),
        ([said(ServiceName.GIT, *NONSENSE, key="other_forge:git.example.org/x")], []),
        ([said(ServiceName.WEB, *NONSENSE)], []),
    ],
)
def test_a_base_is_doubted_from_which_nothing_came_that_makes_sense(
    heard: list[Observation], doubted: list[str]
) -> None:
    monitor = BaseMonitor()
    monitor.record(heard)
    base = "http://127.0.0.1:9"
    assert (
        monitor.suspects(settings(HF_ENDPOINT=base, REPROLINKS_GITHUB_API=base, REPROLINKS_GITHUB_WEB=base))
        == doubted
    )
    assert monitor.suspects(settings()) == []
