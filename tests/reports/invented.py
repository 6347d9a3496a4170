"""An invented database with months of history: papers on mosses, their links, and every fate of a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from checker.model import Claim, ExtractedPaper, Facts, Kind, Link, Observation, Outcome, Ownership, Paper, Reason
from checker.model.observations import Remark, Topic
from checker.store.store import Store
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.model import Artifact

LAST = datetime(2026, 11, 30, 6, 12, tzinfo=UTC)
MONTH = timedelta(days=28)
BATCH = 500

_WHAT = (
    *("Mapping", "Segmenting", "Counting", "Tracing", "Simulating", "Forecasting", "Classifying", "Tracking"),
    *("Measuring", "Dating", "Barcoding", "Ranking"),
)
_HOW = (
    *("Dense", "Sparse", "Few-Shot", "Robust", "Bayesian", "Federated", "Weakly Supervised", "Interpretable"),
    *("Long-Tailed", "Multimodal", "Causal", "Continual"),
)
_PARTS = (
    *("Spore Clouds", "Peat Layers", "Moss Mats", "Leaf Cells", "Sphagnum Bogs", "Rhizoids", "Roof Mosses"),
    *("Feather Mosses", "Liverworts", "Gametophytes", "Capsules", "Cushion Mosses"),
)
_WHERE = (
    *("across Two Centuries", "at Continental Scale", "under Street Light", "from Herbarium Sheets"),
    *("without Annotation", "on a Microcontroller", "with Graph Networks", "in the Wild", "under Climate Shift"),
    *("by Contrastive Learning", "with Few Labels", "from Drone Images"),
)
_NAMES = (
    *(
        "Lind",
        "Okoro",
        "Ferrante",
        "Nakano",
        "Adeyi",
        "Petrova",
        "Silva",
        "Haddad",
        "Mbeki",
        "Jansen",
        "Tran",
        "Ruiz",
    ),
    *("Kowal", "O'Hara", "Szabo", "Vester"),
)
_LABS = ("bryolab", "mossnet", "peatworks", "sporelab", "greenmat", "hepatica", "capsule-ai", "bogdata")
_NOUNS = ("atlas", "net", "bench", "sim", "tools", "phen", "track", "count", "morph", "gnn", "flow", "hash")
_KINDS = (
    *((Kind.GITHUB_REPO, 61), (Kind.OTHER, 10), (Kind.HF_MODEL, 7), (Kind.ARCHIVE, 7), (Kind.OTHER_FORGE, 5)),
    *((Kind.GITHUB_PAGES, 5), (Kind.HF_DATASET, 5)),
)
#: (fate, how many of a thousand links have it).
_FATES = (
    *(("gone", 55), ("empty", 15), ("placeholder", 19), ("kept", 9), ("blocked", 4), ("gated", 3), ("reused", 3)),
    *(("moved", 40), ("unknown", 24), ("back", 8), ("emptied", 3), ("opened", 2)),
)
_TURNING = ("gone", "kept", "reused", "moved", "back", "emptied", "opened", "blocked")


@dataclass
class Invented:
    """
    A database at `path` with `artifacts` artifacts, checked in `runs` runs 28 days apart, the last one
    at `LAST`.
    """

    path: Path
    artifacts: int = 200
    runs: int = 4
    seed: int = 1

    def make(self) -> None:
        """Write the database, through the store and the rules."""
        draw = Random(self.seed)
        papers = list(self.papers(draw))
        fates = {link.target.casefold(): self._fate(draw) for told in papers for link in told.links}
        with Store.open(self.path) as store:
            for number in range(1, self.runs + 1):
                self._run(store, number, papers, fates)

    def papers(self, draw: Random) -> Iterator[ExtractedPaper]:
        """Papers; about four of five have a link to their own artifact, some also one to what they use."""
        made = number = 0
        while made < self.artifacts:
            number += 1
            links = [_link(draw, made + place, own=not place) for place in range(draw.choice((0, 1, 1, 1, 1, 2)))]
            links = links[: self.artifacts - made]
            made += len(links)
            yield ExtractedPaper(_paper(draw, number), _claim(draw, links), links, "")

    def _fate(self, draw: Random) -> tuple[str, int]:
        """The fate of a link, and the run in which it comes."""
        roll, reached = draw.randrange(1000), 0
        for name, share in _FATES:
            reached += share
            if roll < reached:
                late = draw.random() < 0.03  # so that the last run has few news
                return name, self.runs if late else draw.randint(0, max(self.runs - 1, 1))
        return "available", 0

    def _run(
        self, store: Store, number: int, papers: list[ExtractedPaper], fates: dict[str, tuple[str, int]]
    ) -> None:
        at = LAST - (self.runs - number) * MONTH
        run = store.runs.begin(command="run", inputs=["mosses.jsonl"], options={"policy": "recent-commit"}, at=at)
        until = at.date().isoformat()
        listed = [told for told in papers if told.paper.published <= until]
        store.papers.record(run, listed, at=at)
        due = store.due.artifacts(now=at, max_age=timedelta(days=1))
        while batch := list(islice(due, BATCH)):
            self._look(store, run, at, [(one, self._answer(one, fates, number, at)) for one in batch])
        self._archives(store, run, at)
        store.runs.record_availability(run, None)
        counts = {"due": self.artifacts, "checked": self.artifacts}
        store.runs.finish(run, status="done", at=at, counts=counts, costs={})

    @staticmethod
    def _look(store: Store, run: int, at: datetime, batch: list[tuple[Artifact, Observation]]) -> None:
        store.evidence.record(run, [answer for _, answer in batch])
        opened = store.evidence.judging_inputs(run, [one for one, _ in batch])
        found = [(one, judge(one, *opened[one.key], now=at, policy="recent-commit")) for one, _ in batch]
        standings = {one.key: standing for one, (_, standing) in found}
        store.evidence.conclude(run, [verdict for _, (verdict, _) in found], standings)

    @staticmethod
    def _archives(store: Store, run: int, at: datetime) -> None:
        for archive in ("software_heritage", "wayback"):
            due = store.archives.due(archive, now=at, max_age=timedelta(days=30), everything=run == 1)
            store.archives.record(run, [_copy(one, archive, at) for one in due.artifacts])

    def _answer(self, one: Artifact, fates: dict[str, tuple[str, int]], number: int, at: datetime) -> Observation:
        fate, turn = fates[one.target.casefold()]
        turned = number >= max(turn, 1 if fate not in _TURNING else turn)
        return _observation(one, _state(fate, number, turn, turned=turned), at)


def _state(fate: str, number: int, turn: int, *, turned: bool) -> str:
    """The state of a link with a fate in a run."""
    if fate in ("kept", "opened"):
        return "available" if turned else {"kept": "placeholder", "opened": "gated"}[fate]
    if fate == "back":
        return "gone" if number == turn - 1 else "available"
    if fate == "unknown":
        return "unknown" if number > turn else "available"
    if fate == "emptied":
        return "empty" if turned else "available"
    return fate if turned else "available"


def _observation(one: Artifact, state: str, at: datetime) -> Observation:
    draw = Random(one.key)
    lost = {
        "gone": (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, 404, "404 Not Found"),
        "blocked": (Outcome.BLOCKED, Reason.DMCA, 451, "Repository access blocked"),
        "unknown": (Outcome.UNKNOWN, draw.choice((Reason.SERVER_ERROR, Reason.TIMEOUT, Reason.REFUSED)), 503, ""),
    }
    if state in lost:
        outcome, reason, status, detail = lost[state]
        return Observation(
            key=one.key, service=_service(one), at=at, outcome=outcome, reason=reason, status=status, detail=detail
        )
    reason = Reason.GATED if state == "gated" else Reason.OK
    facts = _facts(one, state, at, draw)
    return Observation(
        key=one.key, service=_service(one), at=at, outcome=Outcome.PRESENT, reason=reason, status=200, facts=facts
    )


def _service(one: Artifact) -> str:
    if one.kind in (Kind.OTHER, Kind.GITHUB_PAGES):
        return "web"
    return {"github_repo": "github_rest", "archive": "zenodo", "other_forge": "forge"}.get(one.kind, "huggingface")


def _facts(one: Artifact, state: str, at: datetime, draw: Random) -> Facts:
    if one.kind in (Kind.OTHER, Kind.GITHUB_PAGES):
        return Facts(name=one.url)
    owner, _, name = one.target.partition("/")
    moved = f"{owner}-group/{name}" if draw.random() < 0.5 else f"{owner}/{name}-2"
    files = draw.choice(
        (
            *(("README.md", "train.py", "requirements.txt"), ("README.md", "train.py"), ("README.md", "data.csv")),
            *(("README.md", "main.py", "requirements.txt", "Dockerfile"), ("README.md", "src/", "setup.py")),
        )
    )
    return Facts(
        platform_id=str(draw.randrange(10**8, 10**9) + (state == "reused")),
        name=moved if state == "moved" else one.target,
        created_at=datetime(2015, 1, 1, tzinfo=UTC),
        last_commit_at=at - timedelta(days=draw.randrange(5, 1400)),
        latest_release_at=at - timedelta(days=draw.randrange(5, 1400)) if draw.random() < 0.3 else None,
        archived=draw.random() < 0.05,
        empty=state == "empty",
        gated="auto" if state == "gated" else "",
        license=draw.choice(("MIT", "Apache-2.0", "")),
        files=() if state == "empty" else ("README.md",) if state == "placeholder" else files,
        readme=(Remark(Topic.PROMISE, 3, "Code coming soon"),) if state == "placeholder" else (),
        has_weights=state not in ("empty", "placeholder"),
        has_card=True,
        old_owner_free=draw.random() < 0.5 if state == "moved" else None,
    )


def _copy(one: Artifact, archive: str, at: datetime) -> Observation:
    draw = Random(f"{one.key} {archive}")
    there = draw.random() < 0.6
    place = "archive.softwareheritage.org" if archive == "software_heritage" else "web.archive.org/web/2025"
    facts = Facts(
        copy_url=f"https://{place}/{draw.randrange(16**12):012x}",
        captured_at=at - timedelta(days=draw.randrange(900)),
    )
    return Observation(
        key=one.key,
        service=archive,
        at=at,
        outcome=Outcome.PRESENT if there else Outcome.ABSENT,
        reason=Reason.OK if there else Reason.NOT_FOUND_OR_PRIVATE,
        facts=facts if there else Facts(),
    )


def _paper(draw: Random, number: int) -> Paper:
    day = datetime(2017, 1, 1, tzinfo=UTC) + timedelta(days=int((1 - draw.random() ** 2.2) * 3600))
    authors = "; ".join(f"{draw.choice('ABCDEFGHIJKLM')}. {name}" for name in draw.sample(_NAMES, draw.randint(1, 4)))
    name = f"{draw.choice(_NOUNS).capitalize()}{draw.choice(('Moss', 'Bog', 'Peat', 'Spore'))}: "
    words = (draw.choice(_WHAT), draw.choice(_HOW), draw.choice(_PARTS), draw.choice(_WHERE))
    return Paper(
        f"{day:%y%m}.{number:05d}",
        f"{name if draw.random() < 0.3 else ''}{words[1]} {words[0]} of {words[2]} {words[3]}",
        "",
        published=day.date().isoformat(),
        source="mosses.jsonl",
        authors=authors,
    )


def _claim(draw: Random, links: list[Link]) -> Claim:
    if links:
        return Claim.LINKED
    return draw.choice((Claim.NONE,) * 8 + (Claim.PROMISED, Claim.RELEASED))


def _link(draw: Random, number: int, *, own: bool) -> Link:
    kind = draw.choices([kind for kind, _ in _KINDS], [share for _, share in _KINDS])[0]
    lab, noun = f"{draw.choice(_LABS)}{draw.randrange(90) or ''}", draw.choice(_PARTS).split()[0].lower()
    name, deposit = f"{lab}/{noun}-{draw.choice(_NOUNS)}{number}", f"doi.org/10.5281/zenodo.{9_000_000 + number}"
    target, url = {
        Kind.GITHUB_REPO: (name, f"https://github.com/{name}"),
        Kind.HF_MODEL: (name, f"https://huggingface.co/{name}"),
        Kind.HF_DATASET: (name, f"https://huggingface.co/datasets/{name}"),
        Kind.ARCHIVE: (deposit, f"https://{deposit}"),
        Kind.OTHER_FORGE: (f"gitlab.example/{name}", f"https://gitlab.example/{name}"),
        Kind.GITHUB_PAGES: (f"{lab}.github.io/{number}", f"https://{lab}.github.io/{number}"),
        Kind.OTHER: (f"www.{lab}.example/{number}", f"https://www.{lab}.example/{number}"),
    }[kind]  # fmt: skip
    sentence = f"Code and data are at {url}." if own else f"We build on the tools at {url}."
    return Link(
        kind,
        target,
        url,
        url,
        21,
        21 + len(url),
        ownership=Ownership.OWN if own else Ownership.THIRD_PARTY,
        evidence=sentence,
        printed=url,
    )
