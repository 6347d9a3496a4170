"""The table of all papers and artifacts, packed: columns as JSON arrays, gzip, base64 (RFC 1952, RFC 4648)."""

from __future__ import annotations

import base64
import gzip
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from checker.reports.contents.attention import SHORT
from checker.reports.contents.context import Context, address_of, cited
from checker.reports.contents.words import KINDS, STATES
from checker.reports.escaping import address, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.reports.contents.context import Figures

MOST = 60_000  # rows that a browser opens quickly; the rest is in the CSV
_EVIDENCE = 2_000  # rows with the sentence around the link
_ANSWERS = 3
#: State → its letter in the history of a row.
LETTERS = {
    "available": "a",
    "reused": "r",
    "restricted": "c",
    "placeholder": "p",
    "empty": "e",
    "blocked": "b",
    "gone": "g",
    "unknown": "u",
}
_CLAIMS = {
    "claimed_without_link": "says that something is released, and prints no link",
    "promised_without_link": "promises something, and prints no link",
}
_WHOSE = {"own": "Own", "third_party": "Third party", "unclear": "Unclear"}
_SERVICES = {
    "github": "GitHub",
    "huggingface": "Hugging Face",
    "hf_": "Hugging Face",
    "web": "its host",
    "git": "by git",
    "forge": "its forge",
    "zenodo": "Zenodo",
    "figshare": "Figshare",
    "osf": "OSF",
    "dataverse": "Dataverse",
    "doi": "doi.org",
    "software_heritage": "Software Heritage",
    "swhid": "Software Heritage",
}
_MEANS = {"present": "there", "absent": "nothing to see", "blocked": "blocked", "refused": "refused"}


@dataclass(slots=True)
class TextPool:
    """Texts that repeat, each stored once; a column holds their numbers."""

    texts: list[str] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def place(self, text: str) -> int:
        """The number of a text, which is added where it is new."""
        if text not in self._places:
            self._places[text] = len(self.texts)
            self.texts.append(text)
        return self._places[text]


@dataclass(slots=True)
class Packed:
    """The packed table, how many rows it has, and how many were left out."""

    data: str
    rows: int
    left_out: int


def packed(figures: Figures, artifacts: int, most: int = MOST) -> Packed:
    """
    All rows, at most `most`: what needs attention first, then papers without a link. `artifacts` is how many there
    are.
    """
    rows = list(figures.rows("artifacts", rows=most))
    context = Context.of(figures, rows)
    papers = TextPool()
    cites: list[tuple[str, ...]] = []
    columns = [_row(row, context, papers, cites) for row in rows]
    unlinked = _unlinked(figures, most - len(rows), papers, cites) if len(rows) < most else []
    runs = [(row["id"], row["ended_at"][:10]) for row in figures.rows("runs")]
    table = {
        "states": {**STATES, "none": "No link"},
        "letters": {letter: state for state, letter in LETTERS.items()},
        "kinds": KINDS,
        "deeds": SHORT,
        "whose": _WHOSE,
        "runs": [day for _, day in runs],
        "papers": _columns(cites, ("id", "title", "by", "year")),
        "rows": _columns([*columns, *unlinked], _NAMES),
        "history": _histories(figures, [row["artifact_id"] for row in rows], [number for number, _ in runs]),
        **_evidence(figures, rows),
    }
    text = orjson.dumps(table, option=orjson.OPT_SORT_KEYS)
    data = base64.b64encode(gzip.compress(text, 9, mtime=0)).decode()
    return Packed(data=data, rows=len(columns) + len(unlinked), left_out=max(artifacts - len(columns), 0))


_NAMES = (
    *("state", "kind", "target", "url", "paper", "papers", "since", "deed", "whose", "today", "today_url", "reason"),
    *("maintenance", "confirmed", "copy", "copy_url", "known_at"),
)


def _row(row: Mapping[str, Any], context: Context, papers: TextPool, cites: list[tuple[str, ...]]) -> tuple[Any, ...]:
    moved = row["today"] if row["moved"] else row["works_as"]
    copy = context.copies.get(row["artifact_id"])
    target = plain(row["target"], 400)
    url = address(row["url"])
    return (
        *(row["state"] if row["state"] in STATES else "unknown", row["kind"], target),
        "" if url == f"https://{target}" else url.replace(target, "*", 1) if target in url else url,
        _place(next(iter(context.papers.get(row["artifact_id"], ())), None), papers, cites),
        *(row["papers"], (row["since"] or "")[:10], row["deed"], row["whose"], plain(moved, 400)),
        address(address_of(row["kind"], moved, row["url"])) if moved else "",
        *(row["reason"], row["maintenance"], row["confirmed"]),
        f"{copy.what}, {copy.day}" if copy else "",
        address(copy.url) if copy else "",
        (row["known_at"] or row["checked_at"] or "")[:10],
    )


def _place(one: Any, papers: TextPool, cites: list[tuple[str, ...]]) -> int:
    """The number of a paper, which is added where it is new; -1 for none."""
    if one is None:
        return -1
    place = papers.place(one.id)
    if place == len(cites):
        cites.append((plain(one.id), plain(one.title), plain(one.by), one.year))  # its address follows from its id
    return place


def _unlinked(figures: Figures, room: int, papers: TextPool, cites: list[tuple[str, ...]]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for row in figures.rows("all-papers"):
        if len(found) == room:
            break
        if row["links"] == 0:
            place = _place(cited(row), papers, cites)
            words = _CLAIMS.get(row["status"], "prints no link")
            found.append(
                ("none", "", words, "", place, 1, "", "none", "own", "", "", row["status"], "", 0, "", "", "")
            )
    return found


def _columns(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> dict[str, list[Any]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _histories(figures: Figures, order: Sequence[int], runs: Sequence[int]) -> list[str]:
    """A letter for each run of each artifact: its state after the run, `-` before it was first looked at."""
    turns: dict[int, list[tuple[int, str]]] = {}
    for row in figures.rows("history", ids=str(sorted(order))):
        turns.setdefault(row["artifact_id"], []).append((row["run_id"], LETTERS.get(row["state"], "u")))
    return ["".join(_letters(turns.get(artifact, ()), runs)) for artifact in order]


def _letters(turns: Iterable[tuple[int, str]], runs: Sequence[int]) -> Iterator[str]:
    waiting, now = list(turns), "-"
    for run in runs:
        while waiting and waiting[0][0] <= run:
            now = waiting.pop(0)[1]
        yield now


def _evidence(figures: Figures, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The texts as papers print them, and the newest answers; each column is in the order of the rows."""
    order = [row["artifact_id"] for row in rows]
    needing, ids = set(order[:_EVIDENCE]), str(sorted(order))
    printed: dict[int, tuple[str, str, str]] = {}
    for row in figures.rows("mentions", ids=ids):
        raw, asked = plain(row["raw"], 400), plain(row["printed"], 400)
        around = plain(row["evidence"] or "", 400) if row["artifact_id"] in needing else ""
        printed[row["artifact_id"]] = (raw, around if raw in around else "", asked if asked != raw else "")
    answers: dict[int, list[tuple[int, int, str]]] = {}
    days, texts = TextPool(), TextPool()
    for row in figures.rows("answers", ids=ids):
        some = answers.setdefault(row["artifact_id"], [])
        if len(some) < _ANSWERS:
            answer = orjson.dumps(
                [_service(row["service"]), _answer(row), _MEANS.get(row["outcome"], "not found out")]
            ).decode()
            some.append((days.place((row["seen_at"] or "")[:10]), texts.place(answer), ""))
    return {
        "raw": [_raw(row, printed.get(row["artifact_id"], ("", "", ""))[0]) for row in rows],
        "around": [printed.get(key, ("", "", ""))[1] for key in order],
        "asked": [printed.get(key, ("", "", ""))[2] for key in order],
        "days": days.texts,
        "answers": [orjson.loads(text) for text in texts.texts],
        "said": [[number for day, text, _ in answers.get(key, ()) for number in (day, text)] for key in order],
    }


def _raw(row: Mapping[str, Any], raw: str) -> str:
    """The text that the paper prints; empty where it is the address itself."""
    return "" if raw == row["url"] else raw


def _service(name: str) -> str:
    """The service that was asked, in words that readers know."""
    return next((words for begin, words in _SERVICES.items() if name.startswith(begin)), name.replace("_", " "))


def _answer(row: Mapping[str, Any]) -> str:
    detail = plain(row["detail"] or "", 120)
    status = str(row["status"] or "")
    if detail:
        return detail if detail.startswith(status) else f"{status}, {detail}"
    return f"{status}, {row['reason']}" if status else str(row["reason"])
