"""
A small invented database in which every shipped question has an answer, built through the store's own code.

Four runs: one in January 2025, two in June 2025, one in June 2026. `PAPERS` are
the papers, `_FIRST` to `_THIRD` what was found.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from checker.links.extract import extract
from checker.model import (
    Availability,
    Claim,
    Content,
    ExtractedPaper,
    Facts,
    Identity,
    Item,
    Kind,
    Maintenance,
    Observation,
    Outcome,
    Ownership,
    Paper,
    Reason,
    Tick,
    Verdict,
)
from checker.model.candidates import AddedBy, Candidate, CheckOutcome, LookupResult
from checker.model.rows import Cost
from checker.store.archives import SaveAnswer
from checker.store.history.alarms import Watch
from checker.store.history.foreign import ForeignCheck

if TYPE_CHECKING:
    from checker.store.store import Store

RUNS = tuple(datetime(*day, tzinfo=UTC) for day in ((2025, 1, 1), (2025, 6, 1), (2025, 6, 11), (2026, 6, 1)))
#: id → (date of publication, whose its links are: `own` or `third`, its text).
PAPERS = {
    "alive": ("2023-03-01", "own", "https://github.com/lab/alive and https://github.com/lab/alive/tree/draft"),
    "hollow": ("2024-02-01", "own", "https://github.com/lab/hollow"),
    "coming": ("2024-03-01", "own", "https://github.com/lab/coming"),
    "moved": ("2022", "own", "https://github.com/old/name"),
    "moved-too": ("2025-02", "third", "https://github.com/fresh/name and https://github.com/up/stream"),
    "builds-on": ("2021-05-05", "third", "https://github.com/up/stream and https://github.com/lost/code"),
    "lost": ("2024-01-01", "own", "https://github.com/lost/code"),
    "flapping": ("2023-01-01", "own", "https://github.com/on/off"),
    "silent": ("2020-01-01", "own", "https://dead.example.org/a and https://dead.example.org/b"),
    "reused": ("2019-01-01", "own", "https://github.com/taken/name"),
    "gated": ("2025-01-01", "own", "https://huggingface.co/lab/weights/tree/main"),
    "space": ("2025-01-01", "own", "https://huggingface.co/spaces/lab/demo"),
    "broken-form": ("2022-01-01", "own", "http://www.lab.example.edu/tool"),
    "glued": ("2022-06-01", "own", "at github.com/line/n-\next. It"),
    "taken-down": ("2023-01-01", "own", "https://github.com/taken/down"),
    "unread": ("2026-05-01", "own", "https://zenodo.org/records/1234567"),
}
#: Papers without a link: id → (date of publication, claim, the sentence).
CLAIMS = {
    "promised": ("2024-01-01", Claim.PROMISED, "The code will be released."),
    "young": ("2026-05-20", Claim.PROMISED, "The code is coming soon."),
    "released": ("2024-01-01", Claim.RELEASED, "We release the code."),
    "asks": ("2023-01-01", Claim.ON_REQUEST, "Data are available on request."),
}


def tell(store: Store) -> None:
    """Fill an empty database with all of it."""
    for number, at in enumerate(RUNS, 1):
        run = store.runs.begin(command="run", inputs=["list.md"], options={"policy": "recent-commit"}, at=at)
        store.papers.record(run, _papers(number), at=at)
        if number == 2:
            store.papers.end_listings(run, ["old.bib"])
        for key, what in _VERDICTS[number - 1].items():
            store.evidence.record(run, [_observation(key, at, what)])
            store.evidence.conclude(run, [_verdict(key, at, what)])
        store.papers.resolve_alternatives()
        store.runs.record_availability(run, None)
        cost = {"github_graphql": Cost(requests=10 * number, points=number), "web": Cost(requests=2, waited=1.5)}
        if number == 4:
            _archives(store, run, at)
            _candidates(store, run, at)
            store.foreign.record(run, "others2025", _foreign())
            watch = Watch(run=run, now=at, ignored={"taken/down": "the court decides"})
            store.alarms.mark_told(run, [one for one in store.alarms.newly_gone(watch) if one.target == "lost/code"])
        store.runs.finish(run, status="done", at=at + timedelta(hours=1), counts={"papers": 1}, costs=cost)


def _papers(number: int) -> list[ExtractedPaper]:
    told = [_paper(name, *PAPERS[name]) for name in PAPERS]
    told += [
        ExtractedPaper(Paper(name, f"Paper {name}", "", published=when, source="list.md"), claim, [], sentence)
        for name, (when, claim, sentence) in CLAIMS.items()
    ]
    if number == 1:
        told.append(_paper("dropped", "2024-01-01", "own", "https://github.com/drop/ped"))
        told[-1] = told[-1]._replace(paper=told[-1].paper._replace(source="old.bib"))
    return told


def _paper(name: str, when: str, whose: str, text: str) -> ExtractedPaper:
    venue = "ICLR 2024" if when.startswith("2024") else ""
    paper = Paper(name, f"Paper {name}", text, published=when, source="list.md", venue=venue)
    ownership = Ownership.OWN if whose == "own" else Ownership.THIRD_PARTY
    found = extract(paper)
    return ExtractedPaper(
        paper, found.claim, [link._replace(ownership=ownership, evidence=text) for link in found.links]
    )


def _verdict(key: str, at: datetime, what: dict[str, Any]) -> Verdict:
    base = Verdict(
        key=key,
        at=at,
        availability=Availability.AVAILABLE,
        reason=Reason.OK,
        rule="told",
        identity=Identity.SAME,
        maintenance=Maintenance.ACTIVE,
        last_activity_at=RUNS[0],
        content=Content.CODE,
        policies=(("recent-commit", Maintenance.ACTIVE), ("archived-flag", Maintenance.ACTIVE)),
        license="MIT",
        rules=1,
    )
    return replace(base, **what)


def _observation(key: str, at: datetime, what: dict[str, Any]) -> Observation:
    word = what.get("availability", Availability.AVAILABLE)
    outcome = _OUTCOMES.get(word, Outcome.PRESENT)
    service = "web" if key.startswith("other") else "github_graphql"
    facts = Facts(stars=3, license="MIT") if outcome is Outcome.PRESENT else Facts()
    return Observation(
        key=key, service=service, at=at, outcome=outcome, reason=what.get("reason", Reason.OK), facts=facts
    )


_OUTCOMES = {
    Availability.GONE: Outcome.ABSENT,
    Availability.BLOCKED: Outcome.BLOCKED,
    Availability.UNKNOWN: Outcome.UNKNOWN,
    Availability.RESTRICTED: Outcome.REFUSED,
}
_GONE: dict[str, Any] = {
    "availability": Availability.GONE,
    "reason": Reason.NOT_FOUND_OR_PRIVATE,
    "identity": Identity.UNKNOWN,
    "maintenance": Maintenance.UNKNOWN,
    "content": Content.UNKNOWN,
    "license": "",
}
_SILENT = {**_GONE, "availability": Availability.UNKNOWN, "reason": Reason.DNS}
_FIRST: dict[str, dict[str, Any]] = {
    "github_repo:lab/alive": {"ticks": (Tick(Item.TRAINING, "train.py"), Tick(Item.WEIGHTS, "a.pt"))},
    "github_repo:lab/coming": {
        "availability": Availability.PLACEHOLDER,
        "reason": Reason.COMING_SOON,
        "content": Content.PLACEHOLDER,
    },
    "github_repo:lost/code": {},
    "github_repo:on/off": {},
    "other:dead.example.org/a": {},
    "github_repo:drop/ped": {},
}
_SECOND: dict[str, dict[str, Any]] = {
    "github_repo:lost/code": _GONE,
    "github_repo:on/off": _GONE,
    "other:dead.example.org/a": {**_SILENT, "known": Availability.AVAILABLE, "known_at": RUNS[0]},
}
_BACK: dict[str, dict[str, Any]] = {"github_repo:on/off": {}}
_THIRD: dict[str, dict[str, Any]] = {
    "github_repo:lab/alive": {
        **_FIRST["github_repo:lab/alive"],
        "content": Content.RUNNABLE,
        "dead_places": (("https://github.com/lab/alive/tree/draft", "draft"),),
    },
    "github_repo:lab/hollow": {
        "availability": Availability.EMPTY,
        "reason": Reason.NO_COMMITS,
        "content": Content.EMPTY,
        "license": "",
    },
    "github_repo:lab/coming": {"license": ""},
    "github_repo:old/name": {
        "identity": Identity.TRANSFERRED,
        "resolved_target": "fresh/name",
        "hijackable": True,
        "policies": (("recent-commit", Maintenance.INACTIVE), ("archived-flag", Maintenance.ACTIVE)),
        "maintenance": Maintenance.INACTIVE,
    },
    "github_repo:fresh/name": {"resolved_target": "fresh/name", "maintenance": Maintenance.INACTIVE},
    "github_repo:up/stream": {"maintenance": Maintenance.ARCHIVED, "archived_at": RUNS[1]},
    "github_repo:lost/code": {**_GONE, "confirmed": True},
    "github_repo:on/off": {**_GONE, "broken_forms": ("https://github.com/on/off",)},  # no form works
    "other:dead.example.org/a": {**_SILENT, "known": Availability.AVAILABLE, "known_at": RUNS[0]},
    "other:dead.example.org/b": _SILENT,
    "github_repo:taken/name": {"identity": Identity.REUSED},
    "hf_model:lab/weights": {
        "availability": Availability.RESTRICTED,
        "reason": Reason.GATED,
        "content": Content.DATA_ONLY,
    },
    "hf_space:lab/demo": {"reason": Reason.SPACE_NOT_RUNNING},
    "other:lab.example.edu/tool": {
        "broken_forms": ("http://www.lab.example.edu/tool",),
        "works_as": "http://lab.example.edu/tool",
        "license": "",
    },
    "github_repo:line/n-ext": _GONE,
    "github_repo:line/next": {},
    "github_repo:taken/down": {
        **_GONE,
        "availability": Availability.BLOCKED,
        "reason": Reason.DMCA,
        "confirmed": True,
    },
}
_VERDICTS = (_FIRST, _SECOND, _BACK, _THIRD)


def _archives(store: Store, run: int, at: datetime) -> None:
    def look_up(key: str, archive: str, url: str = "") -> Observation:
        outcome = Outcome.PRESENT if url else Outcome.ABSENT
        facts = Facts(copy_url=url or None, captured_at=RUNS[0] if url else None)
        return Observation(key=key, service=archive, at=at, outcome=outcome, reason=Reason.OK, facts=facts)

    copy = "https://archive.softwareheritage.org/swh:1:snp:00;origin=https://github.com/lost/code"
    answers = [
        look_up("github_repo:lost/code", "software_heritage", copy),
        look_up("github_repo:taken/down", "software_heritage"),
        look_up("github_repo:taken/down", "wayback"),
        look_up("github_repo:lab/alive", "software_heritage"),
    ]
    store.archives.record(run, answers)
    answer = SaveAnswer("github_repo:lab/alive", at, "accepted", Reason.OK, "it is on its way")
    store.archives.record_save(run, answer)


def _candidates(store: Store, run: int, at: datetime) -> None:
    named = Candidate(
        Kind.GITHUB_REPO,
        "maybe/code",
        "https://github.com/maybe/code",
        "papers",
        "githubRepo",
        AddedBy.USER,
        "entered",
    )
    answer = LookupResult(
        paper_id="released",
        service="hf_papers",
        at=at,
        outcome=CheckOutcome.NAMED,
        reason=Reason.OK,
        candidates=(named,),
    )
    store.candidates.record(run, [answer])


def _foreign() -> list[ForeignCheck]:
    """
    Four looks of another study at one repository, which answered every other time, and one look at another
    repository.
    """
    days = [int((RUNS[0] + timedelta(days=day)).timestamp()) for day in range(4)]
    looks = [(day, number % 2 == 0) for number, day in enumerate(days)]
    alive = ("github_repo:lab/alive", "github_repo", "lab/alive", "https://github.com/lab/alive", "2023")
    lost = ("github_repo:lost/code", "github_repo", "lost/code", "https://github.com/lost/code", "2024")
    return [
        *(ForeignCheck(*alive, at, yes, "present" if yes else "absent", 200 if yes else 404) for at, yes in looks),
        ForeignCheck(*lost, days[0], True, "present", 200),
    ]
