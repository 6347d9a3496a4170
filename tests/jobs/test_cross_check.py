"""
What others name for papers, as a user meets it: candidates with their evidence for claims without a link, which never
count as links; and no harm from the Hub's weather.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.exports.queries import queries
from checker.jobs import cross_check as crosschecking
from checker.model.paper_ids import arxiv_number
from checker.services.hub.papers import HubPapers
from checker.store import candidates as cross_checks
from checker.store import scripts as sql
from checker.store.store import Store
from tests.simulator import Fault, Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

CLAIM = "We release our code and models."
PROMISE = "Code will be released upon acceptance."
NUMBER = "2402.00001"
CODE = "https://github.com/lab/net"


def papers(**abstracts: str) -> str:
    """A file of papers: `a2402_00001` is the paper of that number, any other name is its id."""
    lines = []
    for name, abstract in abstracts.items():
        number = name[1:].replace("_", ".") if name[1:2].isdigit() else name
        lines.append(json.dumps({"id": number, "title": f"Paper {number}", "abstract": abstract}))
    Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "papers.jsonl"


def rows(query: str) -> list[Any]:
    with closing(sqlite3.connect("availability.db")) as database:
        return database.execute(query).fetchall()


def told() -> dict[str, str]:
    """Paper → what came of the newest question about it."""
    return dict(rows("SELECT paper_id, outcome FROM cross_checks ORDER BY id"))


def candidates() -> list[tuple[str, ...]]:
    """Target, whose word, what is known of it: of all that is named today."""
    return rows("SELECT target, added_by, availability FROM candidate_status")


def report_of(reprolinks: Command) -> dict[str, Any]:
    code, output, _ = reprolinks("report", "--format", "json")
    assert code == 0
    loaded: dict[str, Any] = json.loads(output)
    return loaded


def asked(simulator: Simulator) -> list[str]:
    """What the Hub was asked about papers, in order."""
    return [one.path.removeprefix("/hub") for one in simulator.sent_to("hub") if "/api/models" not in one.path]


@pytest.fixture(autouse=True)
def _token(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)


async def _no_sleep(_: float) -> None:
    """Time passes at once."""


def test_a_claim_without_a_link_gets_a_candidate_with_its_evidence(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.paper(NUMBER, github=CODE)
    world.github("lab/net")
    code, output, errors = reprolinks("run", papers(a2402_00001=CLAIM), "--report", "r.md")
    assert code == 0
    assert "papers to look up on Hugging Face: 1\n" in errors
    assert asked(simulator) == [f"/api/papers/{NUMBER}"], "one request for a paper that is indexed"
    evidence = "entered by a user as the paper's code on its Hugging Face page"
    section = Path("r.md").read_text("utf-8").split("## Candidates for claims without a link")[1]
    assert f"| Paper {NUMBER} (released) | github_repo lab/net | {evidence} | available |" in section
    assert "Candidates for claims without a link" in output
    assert "lab/net" in output
    _, table, _ = reprolinks("query", "candidates")
    assert f"lab/net\tuser\t{evidence}\tavailable\tok" in table
    reprolinks("report", "--format", "html", "-o", "r.html")
    assert f'<a href="{CODE}" rel="noreferrer noopener">lab/net</a>' in Path("r.html").read_text("utf-8")


def test_a_candidate_is_no_link_and_counts_nowhere(world: World, reprolinks: Command) -> None:
    world.paper(NUMBER, github=CODE)
    world.owner("lab")
    world.github("octo/tool")
    source = papers(a2402_00001=CLAIM, a2402_00002="Code: https://github.com/octo/tool .")
    code, _, _ = reprolinks("run", source, "--fail-on", "gone", "--fail-on", "newly-gone", "--archives")
    assert code == 0, "what is gone is a candidate, and no link of any paper"
    assert candidates() == [("lab/net", "user", "gone")]
    found = report_of(reprolinks)
    assert (found["total"], found["availability"]["gone"], found["attention"]) == (1, 0, [])
    assert found["paper_status"]["claimed_without_link"] == 1
    assert rows("SELECT target FROM artifact_status") == rows("SELECT target FROM archive_status") == [("octo/tool",)]
    reprolinks("check", "--archives", "--max-age", "0")
    assert rows("SELECT DISTINCT a.target FROM archives AS x JOIN artifacts AS a ON a.id = x.artifact_id") == [
        ("octo/tool",)
    ]
    world.github("lab/net")
    reprolinks("check", "--max-age", "0")
    assert candidates() == [("lab/net", "user", "available")]
    assert rows("SELECT * FROM changes") == []
    assert rows("SELECT json_extract(counts, '$.checked') FROM runs") == [(1,), (1,), (1,)]
    assert "lab/net" not in reprolinks("archive", "--dry-run")[1]


def test_whose_word_it_is_stands_beside_each(world: World, reprolinks: Command) -> None:
    world.paper(NUMBER, github=CODE, github_added_by="auto", project_page="https://net.example.org/home", shown=2)
    world.github("lab/net")
    world.page("https://net.example.org/home")
    for n in range(3):
        world.hub("model", f"lab/model-{n}", tags=(f"arxiv:{NUMBER}",))
    world.hub("dataset", "lab/data", tags=(f"arxiv:{NUMBER}",))
    reprolinks("run", papers(a2402_00001=PROMISE))
    assert rows("SELECT target, added_by, evidence, availability FROM candidate_status") == [
        ("lab/net", "auto", "found by Hugging Face as the paper's code, without anybody's word", "available"),
        ("net.example.org/home", "", "named as the project's page on the paper's Hugging Face page", "available"),
        ("lab/data", "tag", f"its card on Hugging Face is tagged arxiv:{NUMBER}", "unknown"),
        ("lab/model-0", "tag", f"its card on Hugging Face is tagged arxiv:{NUMBER} (one of 3 models)", "unknown"),
        ("lab/model-1", "tag", f"its card on Hugging Face is tagged arxiv:{NUMBER} (one of 3 models)", "unknown"),
    ]
    shown = {one["row"]["target"]: one["standing"] for one in report_of(reprolinks)["cross_checks"]["candidates"]}
    assert shown["lab/net"] == "available"
    assert shown["lab/data"] == "listed by the Hub", "the Hub lists what it has: it is not asked again"


def test_nothing_named_and_not_indexed_and_not_asked_are_three_things(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncio.sleep", _no_sleep)
    world.paper(NUMBER)
    world.hub("space", "lab/demo", tags=("arxiv:2402.00003",))
    source = papers(a2402_00001=CLAIM, a2402_00002=CLAIM, a2402_00003=CLAIM, title=CLAIM)
    simulator.weather("hub", Fault.SERVER_ERROR)
    code, _, _ = reprolinks("run", source)
    assert code == 0, "a witness of papers that can't be asked is nobody's trouble"
    assert rows("SELECT status FROM runs") == [("done",)]
    assert set(told().values()) == {"unknown"}
    assert report_of(reprolinks)["cross_checks"]["outcomes"] == {
        **dict.fromkeys(("named", "nothing", "not_indexed", "not_asked"), 0),
        "unknown": 3,
        "no_arxiv_id": 1,
    }
    simulator.clear()
    reprolinks("check")
    assert told() == {"2402.00001": "nothing", "2402.00002": "not_indexed", "2402.00003": "named"}
    assert candidates() == [("lab/demo", "tag", "unknown")], "cards name a paper that has no page"
    outcomes = report_of(reprolinks)["cross_checks"]["outcomes"]
    assert (outcomes["named"], outcomes["nothing"], outcomes["not_indexed"], outcomes["unknown"]) == (1, 1, 1, 0)


def test_what_was_told_outlives_a_silence(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncio.sleep", _no_sleep)
    world.paper(NUMBER, github=CODE)
    world.github("lab/net")
    reprolinks("run", papers(a2402_00001=CLAIM))
    simulator.weather("hub", Fault.HTML)
    reprolinks("check", "--max-age", "0")
    assert told() == {NUMBER: "unknown"}
    assert candidates() == [("lab/net", "user", "available")]
    assert report_of(reprolinks)["cross_checks"]["outcomes"]["named"] == 1


def test_what_is_named_no_more_is_shown_no_more_but_stays_known(world: World, reprolinks: Command) -> None:
    world.paper(NUMBER, github=CODE)
    world.github("lab/net")
    world.github("lab/new")
    reprolinks("run", papers(a2402_00001=CLAIM))
    world.paper(NUMBER, github="https://github.com/lab/new")
    reprolinks("check", "--max-age", "0")
    assert candidates() == [("lab/new", "user", "available")]
    assert rows("SELECT count(*) FROM candidates") == [(2,)]


def test_only_claims_without_a_link_are_asked_about_and_not_again_while_fresh(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/tool")
    world.paper(NUMBER)
    source = papers(
        a2402_00001=CLAIM,
        a2402_00002="Code: https://github.com/octo/tool .",
        a2402_00003="A method and its proof.",
        a2402_00004="Code is available upon request.",
    )
    reprolinks("run", source)
    assert asked(simulator) == [f"/api/papers/{NUMBER}"]
    reprolinks("run", source)
    assert len(asked(simulator)) == 1
    reprolinks("run", source, "--max-age", "0")
    assert len(asked(simulator)) == 2
    reprolinks("run", source, "--max-age", "0", "--cross-check", "off")
    assert len(asked(simulator)) == 2
    reprolinks("run", source, "--cross-check", "all", "--max-age", "0")
    assert sorted({path.rsplit("/", 1)[1] for path in asked(simulator) if "/papers/" in path}) == [
        f"2402.0000{n}" for n in (1, 2, 3, 4)
    ]


def test_a_run_asks_only_about_its_own_papers(world: World, simulator: Simulator, reprolinks: Command) -> None:
    for number in ("2402.00001", "2402.00002"):
        world.paper(number)
    reprolinks("run", papers(a2402_00001=CLAIM), "--cross-check", "off")
    Path(papers(a2402_00002=CLAIM)).rename("others.jsonl")  # the same file would no longer list the first
    reprolinks("run", "others.jsonl")
    assert asked(simulator) == ["/api/papers/2402.00002"]
    reprolinks("check")
    assert asked(simulator) == ["/api/papers/2402.00002", "/api/papers/2402.00001"]


def test_a_run_asks_about_so_many_and_the_next_one_goes_on(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crosschecking, "MOST", 2)
    names = {f"a2402_0000{n}": CLAIM for n in (1, 2, 3)}
    for name in names:
        world.paper(name[1:].replace("_", "."))
    _, _, errors = reprolinks("run", papers(**names), "--max-age", "0")
    assert "papers to look up on Hugging Face: 2\n" in errors
    assert "1 paper is left for another run\n" in errors
    reprolinks("check", "--max-age", "0")
    assert asked(simulator)[2:] in (
        [f"/api/papers/2402.0000{n}" for n in pair] for pair in ((3, 1), (1, 3), (3, 2), (2, 3))
    ), "the one that was never asked about, and another"
    reprolinks("check", "--max-age", "0", "--cross-check", "all")
    assert len(asked(simulator)) == 7


def test_page_after_page_everybody_is_asked_about_once(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cross_checks, "PAGE", 2)
    monkeypatch.setattr(HubPapers, "batch", 1)
    names = {f"a2402_0000{n}": CLAIM for n in range(1, 6)}
    for name in names:
        world.paper(name[1:].replace("_", "."))
    everybody = [f"/api/papers/2402.0000{n}" for n in range(1, 6)]
    reprolinks("run", papers(**names), "--max-age", "0")
    assert sorted(asked(simulator)) == everybody
    reprolinks("check", "--max-age", "0")
    assert sorted(asked(simulator)[5:]) == everybody


def test_the_hubs_limit_is_obeyed_before_it_bites(world: World, simulator: Simulator, reprolinks: Command) -> None:
    simulator.hub[False].limit = 24
    names = {f"a2402_{n:05}": CLAIM for n in range(1, 101)}
    for name in names:
        world.paper(name[1:].replace("_", "."))
    code, _, errors = reprolinks("run", papers(**names), "--max-wait", "0")
    assert code == 0
    answered = list(told().values()).count("nothing")
    assert 16 < answered == len(asked(simulator)) <= 24, "as many as it allows, but for what was under way"
    assert not simulator.breaches
    assert f"{100 - answered} papers are left for another run\n" in errors
    outcomes = report_of(reprolinks)["cross_checks"]["outcomes"]
    assert outcomes["unknown"] + outcomes["not_asked"] == 100 - answered
    assert outcomes["not_asked"] >= 60, "no batch leaves after the one that met the limit"


def test_a_spent_budget_leaves_no_trace_of_who_was_not_asked(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    names = {f"a2402_0000{n}": CLAIM for n in range(1, 6)}
    for name in names:
        world.paper(name[1:].replace("_", "."))
    code, _, _ = reprolinks("run", papers(**names), "--budget", "2")
    assert code == 0
    assert list(told().values()) == ["nothing"] * 2
    assert len(simulator.requests) == 2
    (costs,) = rows("SELECT json_extract(costs, '$.hf_papers.requests') FROM runs")[0]
    assert costs == 2


def test_a_dry_run_tells_of_papers_too_and_asks_nobody(simulator: Simulator, reprolinks: Command) -> None:
    code, output, _ = reprolinks("run", "--dry-run", papers(a2402_00001=CLAIM, title=CLAIM))
    assert code == 0
    assert "hf_papers (papers)\t1\t2\t0" in output.splitlines()
    assert not simulator.requests


def test_a_printed_repository_is_compared_with_the_named_one(world: World, reprolinks: Command) -> None:
    for name in ("lab/net", "lab/new", "octo/tool"):
        world.github(name)
    world.github("lab/old", moved_to="lab/new")
    world.github("lab/older", moved_to="lab/new")
    printed = {1: "lab/net", 2: "lab/old", 3: "octo/tool", 4: "octo/tool", 5: "lab/old", 6: "lab/new"}
    named = {1: "Lab/Net", 2: "lab/new", 3: "lab/net", 5: "lab/older", 6: "lab/old"}
    for n, name in named.items():
        world.paper(f"2402.0000{n}", github=f"https://github.com/{name}")
    world.paper("2402.00004", project_page="https://net.example.org")
    source = papers(**{f"a2402_0000{n}": f"Code: https://github.com/{name} ." for n, name in printed.items()})
    code, _, _ = reprolinks("run", source, "--cross-check", "all", "--report", "r.md")
    assert code == 0
    assert dict(rows("SELECT paper_id, relation FROM candidate_status")) == {
        "2402.00001": "same",
        "2402.00002": "same",  # under its name of today
        "2402.00003": "other",
        "2402.00004": "beside",
        "2402.00005": "same",  # two old names of one
        "2402.00006": "same",
    }
    crossed = report_of(reprolinks)["cross_checks"]
    assert (crossed["agreeing"], [one["row"]["target"] for one in crossed["others"]]) == (4, ["lab/net"])
    told_of = "Paper 2402.00003: lab/net (entered by a user as the paper's code on its Hugging Face page; available)"
    assert told_of in Path("r.md").read_text("utf-8")
    assert rows("SELECT DISTINCT status FROM paper_status") == [("ok",)], "no verdict depends on it"


def test_what_was_not_looked_at_yet_is_compared_by_its_name_of_today(world: World, reprolinks: Command) -> None:
    world.github("lab/new")
    world.github("lab/old", moved_to="lab/new")
    world.paper(NUMBER, github="https://github.com/lab/New")
    reprolinks(
        "run", papers(a2402_00001="Code: https://github.com/lab/old ."), "--cross-check", "all", "--budget", "3"
    )
    assert rows("SELECT relation, availability FROM candidate_status") == [("same", "unknown")]


def test_what_is_printed_and_not_looked_at_yet_may_be_what_is_named(world: World, reprolinks: Command) -> None:
    world.github("lab/new")
    world.github("lab/old", moved_to="lab/new")
    world.paper(NUMBER, github="https://github.com/lab/old")
    reprolinks("run", papers(a2402_00001=CLAIM))
    reprolinks("run", papers(a2402_00001="Code: https://github.com/lab/New ."), "--no-check")
    assert rows("SELECT relation, availability FROM candidate_status") == [("same", "available")]


def test_a_candidate_that_the_paper_prints_at_last_is_a_link(world: World, reprolinks: Command) -> None:
    world.paper(NUMBER, github=CODE)
    world.github("lab/net")
    reprolinks("run", papers(a2402_00001=CLAIM))
    reprolinks("run", papers(a2402_00001=f"Code: {CODE} ."))
    found = report_of(reprolinks)
    assert (found["total"], found["paper_status"]["ok"], found["cross_checks"]["candidates"]) == (1, 1, [])
    assert rows("SELECT relation FROM candidate_status") == [("same",)]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "not an address",
        "\x1b[31m",
        "https://github.com/lab/net " + "x" * 600,
        "-",
        "file:///etc/passwd",
    ],
)
def test_a_name_that_is_no_address_is_left_out_and_counted(address: str, world: World, reprolinks: Command) -> None:
    world.paper(NUMBER, github=address)
    code, output, _ = reprolinks("run", papers(a2402_00001=CLAIM))
    assert code == 0
    assert candidates() == []
    assert report_of(reprolinks)["cross_checks"]["dropped"] == 1
    assert told() == {NUMBER: "nothing"}
    assert "\x1b" not in output


def test_cards_that_name_odd_things_name_nothing(world: World, reprolinks: Command) -> None:
    world.paper(NUMBER)
    for name in ("../../etc/passwd", "lab/a?b=c", "lab/<script>", "lab/ok", "docs/hub", "lab/a b", "a/b/c"):
        world.hub("model", name, tags=(f"arxiv:{NUMBER}",))
    reprolinks("run", papers(a2402_00001=CLAIM))
    assert [target for target, _, _ in candidates()] == ["lab/ok"]
    assert report_of(reprolinks)["cross_checks"]["dropped"] == 6


def test_a_project_page_at_a_private_address_is_not_asked_for(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    world.paper(NUMBER, project_page="http://169.254.169.254/latest/meta-data")
    code, _, _ = reprolinks("run", papers(a2402_00001=CLAIM))
    assert code == 0
    assert rows("SELECT availability, reason FROM candidate_status") == [("unknown", "unsafe_address")]
    assert {service for service, _ in simulator.requests} == {"hub"}


def test_pages_that_others_name_are_told_apart_by_their_query(world: World, reprolinks: Command) -> None:
    for number in ("2402.00001", "2402.00002"):
        world.paper(number, project_page=f"https://reviews.example.org/forum?id={number[-1]}")
    world.page("https://reviews.example.org/forum?id=1")
    code, _, errors = reprolinks("run", papers(a2402_00001=CLAIM, a2402_00002=CLAIM))
    assert (code, errors.count("NULL")) == (0, 0)
    found = rows("SELECT paper_id, url, availability FROM candidate_status ORDER BY 1")
    assert found == [
        ("2402.00001", "https://reviews.example.org/forum?id=1", "available"),
        ("2402.00002", "https://reviews.example.org/forum?id=2", "gone"),
    ]


def test_the_hubs_token_goes_to_the_hub_alone(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", simulator.hf_token)
    world.paper(NUMBER, github=CODE, project_page="https://net.example.org/x")
    world.github("lab/net")
    world.page("https://net.example.org/x")
    _, output, errors = reprolinks("run", papers(a2402_00001=CLAIM), "--report", "r.md")
    carriers = {service for service, request in simulator.requests if simulator.hf_token in str(request)}
    assert carriers == {"hub"}
    kept = Path("availability.db").read_bytes() + Path("r.md").read_bytes() + (output + errors).encode()
    assert simulator.hf_token.encode() not in kept


def test_a_refused_token_ends_the_run(world: World, reprolinks: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_wrong")
    world.paper(NUMBER)
    code, _, errors = reprolinks("run", papers(a2402_00001=CLAIM))
    assert code == 2
    assert "HF_TOKEN" in errors
    assert rows("SELECT status FROM runs") == [("failed",)]


def test_the_weather_of_a_candidate_is_nobodys(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncio.sleep", _no_sleep)
    world.paper(NUMBER, github=CODE)
    world.github("lab/net")
    simulator.weather("github_graphql", Fault.SERVER_ERROR)
    simulator.weather("github_rest", Fault.SERVER_ERROR)
    code, _, _ = reprolinks("run", papers(a2402_00001=CLAIM))
    assert (code, rows("SELECT status FROM runs")) == (0, [("done",)])
    assert candidates() == [("lab/net", "user", "unknown")]
    simulator.clear()
    reprolinks("check")
    assert candidates() == [("lab/net", "user", "available")], "due again at once, though the Hub is not"


@pytest.mark.parametrize(
    ("paper_id", "number"),
    [
        ("2402.00001", "2402.00001"),
        ("arXiv:2402.00001", "2402.00001"),
        ("arXiv:2402.00001v3", "2402.00001"),
        (" 0704.0001 ", "0704.0001"),
        ("https://arxiv.org/abs/2402.00001v1", "2402.00001"),
        ("http://export.arxiv.org/pdf/2402.00001v2.pdf", "2402.00001"),
        ("oai:arXiv.org:2402.00001", "2402.00001"),
        ("10.48550/arXiv.2402.00001", "2402.00001"),
        ("https://doi.org/10.48550/arxiv.2402.00001", "2402.00001"),
        ("https://huggingface.co/papers/2402.00001", "2402.00001"),
        ("cs/0101001", ""),
        ("title:0123456789abcdef", ""),
        ("10.1101/2024.02.00001", ""),
        ("2413.00001", ""),
        ("2402.00001/../x", ""),
        ("2402.000011", ""),
        ("\u0662\u0664\u0660\u0662.00001", ""),
        ("W2402", ""),
        ("", ""),
    ],
)
def test_arxivs_number_is_read_out_of_every_form_of_it(paper_id: str, number: str) -> None:
    assert arxiv_number(paper_id) == number


def test_a_database_of_the_first_schema_takes_candidates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = sql.scripts
    first = {name: text for name, text in scripts("migrations").items() if name == "0001_initial"}
    with monkeypatch.context() as patched:
        patched.setattr("checker.store.scripts.scripts", lambda part: first if part == "migrations" else {})
        (tmp_path / "old.db").touch()  # no copy of a database of today
        Store.open(tmp_path / "old.db").__exit__()
    with Store.open(tmp_path / "old.db") as store:
        assert store.query("SELECT * FROM candidate_status")[1] == []
        assert store.candidates.crossed().claims == ()


def test_the_view_needs_nothing_that_only_we_have(world: World, reprolinks: Command) -> None:
    world.paper(NUMBER, github=CODE)
    world.github("lab/net")
    reprolinks("run", papers(a2402_00001=CLAIM))
    with closing(sqlite3.connect("availability.db")) as anybody:
        for query in queries():
            anybody.execute(query.sql, query.bind(query.sample_values())).fetchall()
