"""A small database for the tests of forms: papers on moths with one link each, with links of every fate."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from checker.cli.account import account_of
from checker.model import Claim, ExtractedPaper, Facts, Kind, Link, Observation, Outcome, Ownership, Paper, Reason
from checker.model.observations import Remark, Topic
from checker.reports.registry import forms
from checker.store.store import Store
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.model import Artifact
    from checker.reports.contents.contents import ContentsOptions
    from checker.reports.protocol import Account, FormOptions

LAST = datetime(2026, 11, 30, 6, 12, tzinfo=UTC)
STEP = timedelta(days=28)
COPY = "https://archive.softwareheritage.org/swh:1:dir:9c1f3d5be0a27f6644d2cf0b1a8e7735cc90d1e2"


@dataclass(frozen=True)
class Moth:
    """One paper with one link: its target, and the state of that in each run; the last state stays."""

    target: str
    states: tuple[str, ...] = ("available",)
    kind: Kind = Kind.GITHUB_REPO
    ownership: Ownership = Ownership.OWN
    published: str = "2024-03-02"
    copied: bool = False
    venue: str = "Journal of Moths"
    source: str = "moths.bib"
    paper_id: str = ""
    line: int = 0

    @property
    def url(self) -> str:
        """The canonical address of its link."""
        base = {Kind.GITHUB_REPO: "https://github.com/", Kind.HF_MODEL: "https://huggingface.co/"}
        return f"{base.get(self.kind, 'https://')}{self.target}"

    def told(self, number: int) -> ExtractedPaper:
        """The paper and its link as they are read, with a number in its title."""
        paper = Paper(
            self.paper_id or f"2403.{number:05d}", f"On Moth {number}", "", published=self.published,
            source=self.source, authors="K. Kowalczyk; A. Adeyemi", venue=self.venue, line=10 * number,
            kept=(("track", f"Track {number}"), ("email", f"moth{number}@x.example")),
        )  # fmt: skip
        link = Link(
            self.kind, self.target, self.url, self.url, 21, 21 + len(self.url), ownership=self.ownership,
            printed=self.url, line=self.line, column=5 if self.line else 0,
        )  # fmt: skip
        return ExtractedPaper(paper, Claim.LINKED, (link,), "")


#: One link of every fate that forms distinguish.
MOTHS = (
    Moth("lab/there"),
    Moth("lab/lost", ("available", "gone", "gone"), copied=True, line=7),
    Moth("lab/newly-lost", ("available", "available", "gone")),
    Moth("lab/back", ("available", "gone", "available")),
    Moth("lab/taken", ("blocked",)),
    Moth("lab/hollow", ("placeholder",)),
    Moth("lab/bare", ("empty",)),
    Moth("lab/filled", ("placeholder", "placeholder", "available")),
    Moth("lab/other", ("available", "available", "reused")),
    Moth("lab/old", ("available", "available", "moved")),
    Moth("lab/gated", ("gated",), Kind.HF_MODEL),
    Moth("unheard.example/x", ("available", "unknown"), Kind.OTHER),
    Moth("tools/used", ("available",), ownership=Ownership.THIRD_PARTY, venue="Moth Letters"),
)


def database(path: Path, moths: Sequence[Moth] = MOTHS, runs: int = 3) -> Path:
    """A database of these papers, checked in `runs` runs 28 days apart, the last one at `LAST`."""
    with Store.open(path) as store:
        for number in range(runs):
            at = LAST - (runs - 1 - number) * STEP
            run = store.runs.begin(command="run", inputs=["moths.bib"], options={"policy": "recent-commit"}, at=at)
            store.papers.record(run, [moth.told(place) for place, moth in enumerate(moths, 1)], at=at)
            _look(store, run, at, {moth.target: moth.states[min(number, len(moth.states) - 1)] for moth in moths})
            copied = {moth.target for moth in moths if moth.copied}
            due = store.archives.due("software_heritage", now=at, max_age=timedelta(1), everything=False)
            store.archives.record(run, [_copy(one, at, there=one.target in copied) for one in due.artifacts])
            store.runs.record_availability(run, None)
            store.runs.finish(run, status="done", at=at, counts={"due": len(moths), "checked": len(moths)}, costs={})
    return path


@contextmanager
def account(
    path: Path, form_options: FormOptions | None = None, contents_options: ContentsOptions | None = None
) -> Iterator[Account]:
    """The account of a database."""
    with (
        Store.open(path, create=False) as store,
        account_of(store, contents_options=contents_options, form_options=form_options) as told,
    ):
        yield told


def rendered(
    form: str, path: Path, form_options: FormOptions | None = None, contents_options: ContentsOptions | None = None
) -> str:
    """The report in a form."""
    with account(path, form_options, contents_options) as told:
        return "".join(forms()[form].render(told))


def _look(store: Store, run: int, at: datetime, states: dict[str, str]) -> None:
    found = list(store.due.artifacts(now=at, max_age=timedelta(days=1)))
    store.evidence.record(run, [_observation(one, states[one.target], at) for one in found])
    opened = store.evidence.judging_inputs(run, found)
    judged = [(one, judge(one, *opened[one.key], now=at, policy="recent-commit")) for one in found]
    store.evidence.conclude(run, [verdict for _, (verdict, _) in judged], {one.key: s for one, (_, s) in judged})


def _observation(one: Artifact, state: str, at: datetime) -> Observation:
    trouble = {
        "gone": (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, 404),
        "gone, said with 200": (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, 200),
        "gone, said with 401": (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, 401),
        "blocked": (Outcome.BLOCKED, Reason.DMCA, 451),
        "unknown": (Outcome.UNKNOWN, Reason.TIMEOUT, None),
    }
    outcome, reason, status = trouble.get(state, (Outcome.PRESENT, Reason.OK, 200))
    if state == "gated":
        reason = Reason.GATED
    service = "web" if one.kind is Kind.OTHER else "huggingface" if one.kind is Kind.HF_MODEL else "github_rest"
    facts = _facts(one, state, at) if outcome is Outcome.PRESENT else Facts()
    return Observation(
        key=one.key, service=service, at=at, outcome=outcome, reason=reason, status=status, facts=facts
    )


def _facts(one: Artifact, state: str, at: datetime) -> Facts:
    return Facts(
        platform_id="8" if state == "reused" else "7",
        name="lab/new" if state == "moved" else one.target,
        created_at=datetime(2015, 1, 1, tzinfo=UTC),
        last_commit_at=at - timedelta(days=30),
        archived=False,
        empty=state == "empty",
        gated="auto" if state == "gated" else "",
        license="MIT",
        files=() if state == "empty" else ("README.md",) if state == "placeholder" else ("README.md", "train.py"),
        readme=(Remark(Topic.PROMISE, 3, "Code coming soon"),) if state == "placeholder" else (),
        has_weights=state not in ("empty", "placeholder"),
        has_card=True,
        old_owner_free=False if state == "moved" else None,
    )


def _copy(one: Artifact, at: datetime, *, there: bool) -> Observation:
    facts = Facts(copy_url=COPY, captured_at=datetime(2026, 3, 1, tzinfo=UTC)) if there else Facts()
    return Observation(
        key=one.key, service="software_heritage", at=at, outcome=Outcome.PRESENT if there else Outcome.ABSENT,
        reason=Reason.OK if there else Reason.NOT_FOUND_OR_PRIVATE, facts=facts,
    )  # fmt: skip
