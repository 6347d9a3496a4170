"""
Letters to authors: a polite draft for each paper whose own links are lost, empty or another thing today: facts,
dates, archived copies, and what would help. Each letter says that the authors may have a reason.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from dataclasses import dataclass
from http import HTTPStatus
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from checker.errors import UsageError
from checker.model import Kind, Reason
from checker.model.paper_ids import arxiv_number
from checker.reports.contents.words import long_date
from checker.reports.escaping import address, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Template

    from checker.reports.protocol import Account

WIDTH = 72  # columns of a letter: a reply that quotes it still fits in 80
_LONGEST = 300
_NOUNS = {
    Kind.HF_MODEL: "model",
    Kind.HF_DATASET: "data",
    Kind.HF_SPACE: "demo",
    Kind.ARCHIVE: "data",
    **dict.fromkeys((Kind.GITHUB_REPO, Kind.GITHUB_GIST, Kind.OTHER_FORGE), "code"),
}
_REPOSITORIES = frozenset((*_NOUNS.keys() - {Kind.ARCHIVE},))
_LOST = ("gone", "blocked")
_BLOCKS = {Reason.DMCA: " after a copyright claim", Reason.TOS: " under its terms of service"}
#: Statuses that readers understand as "nothing is there". GraphQL reports a missing repository with 200 and the Hub
#: with 401, which would only confuse them.
_UNDERSTOOD = frozenset((HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS))
_ARCHIVES = {"software_heritage": "Software Heritage", "wayback": "The Wayback Machine"}
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter: the name of its file, and its text."""

    file: str
    text: str


def letters(account: Account, *, template: str = "", unconfirmed: bool = False) -> Iterator[Letter]:
    """
    The letters, by paper: about losses that are certain; with `unconfirmed`, also about those seen once.

    `template` is the text of a Jinja2 template in place of ours, which runs in a sandbox and reads only the values of
    a letter. Raises UsageError where it can't be used.
    """
    shape = _template(template)
    rows = [row for row in account.figures.rows("letters") if unconfirmed or _is_certain(row)]
    facts = _Facts.of(account, rows)
    taken: set[str] = set()
    for paper_id, found in groupby(rows, key=lambda row: str(row["paper_id"])):
        try:
            text = shape.render(_values(paper_id, list(found), facts))
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise UsageError(f"The template can't be used: {plain(str(error))}.", "See docs/reports.md.") from error
        yield Letter(file=file_name(paper_id, taken), text=f"{text.rstrip()}\n")


def _is_certain(row: Mapping[str, Any]) -> bool:
    return row["state"] != "gone" or bool(row["confirmed"])


def file_name(paper_id: str, taken: set[str]) -> str:
    """
    The name of a file for a paper: letters, digits, dots and dashes of its id. It is no device name of Windows, and
    none of `taken`, to which it is added, even where a file system ignores case.
    """
    name = re.sub(r"[^A-Za-z0-9.-]+", "_", paper_id).strip("._-")[:100] or "paper"
    if _DEVICES.match(name):
        name = f"_{name}"
    if name.casefold() in taken:
        name += f"-{hashlib.sha256(paper_id.encode('utf-8', 'replace')).hexdigest()[:8]}"
    taken.add(name.casefold())
    return f"{name}.txt"


@dataclass(frozen=True, slots=True)
class _Facts:
    """
    The context of the rows: last answers and copies by artifact, kept columns by paper, and the day of
    the check.
    """

    answers: Mapping[int, str]
    copies: Mapping[int, Sequence[Mapping[str, Any]]]
    kept: Mapping[str, Mapping[str, str]]
    checked: str

    @classmethod
    def of(cls, account: Account, rows: Sequence[Mapping[str, Any]]) -> _Facts:
        """The context of these rows."""
        ids = sorted({int(row["artifact_id"]) for row in rows})
        copies: dict[int, list[Mapping[str, Any]]] = {}
        for copy in account.figures.rows("copies", ids=str(ids)):
            copies.setdefault(copy["artifact_id"], []).append(copy)
        answers: dict[int, str] = {}
        for look in account.rows.looks(ids):
            if look.outcome in ("absent", "blocked") and look.status in _UNDERSTOOD:
                status = HTTPStatus(look.status or 0)
                answers.setdefault(look.artifact_id, f"{status.value} {status.phrase}")
        kept = account.rows.kept(account.options.keep) if account.options.keep else {}
        run = account.contents.run
        return cls(answers, copies, kept, long_date(run.at) if run else "")


def _values(paper_id: str, rows: Sequence[Mapping[str, Any]], facts: _Facts) -> dict[str, Any]:
    """The values that a template may print."""
    title = plain(str(rows[0]["title"]), _LONGEST)
    kept = {name: plain(value, _LONGEST) for name, value in facts.kept.get(paper_id, {}).items()}
    mail = next((value for value in kept.values() if re.fullmatch(r"[^\s@,;<>]+@[^\s@,;<>]+", value)), "")
    nouns = {_NOUNS.get(row["kind"], "material") for row in rows}
    noun = nouns.pop() if len(nouns) == 1 else "material"
    which = "this address" if len(rows) == 1 else "these addresses"
    return {
        "to": mail or f'the authors of "{title}"',
        "subject": f"The {noun} link{'' if len(rows) == 1 else 's'} of your paper {_known_as(paper_id, title)}",
        "opening": f"your paper names {which} for its {noun}",
        "links": [_link(row, facts) for row in rows],
        "helps": _helps(rows),
        "checked": facts.checked,
        "title": title,
        "paper_id": plain(paper_id),
        "published": rows[0]["published"],
        "authors": plain(str(rows[0]["authors"]), 2_000),
        "kept": kept,
    }


def _known_as(paper_id: str, title: str) -> str:
    if number := arxiv_number(paper_id):
        return f"arXiv:{number}"
    return f"doi:{plain(paper_id)}" if paper_id.startswith("10.") else f'"{title}"'


def _link(row: Mapping[str, Any], facts: _Facts) -> dict[str, Any]:
    copies = facts.copies.get(row["artifact_id"], ()) if row["state"] in _LOST else ()
    return {
        "address": plain(row["printed"], 2_000),
        "kind": row["kind"],
        "target": plain(row["target"], _LONGEST),
        "state": row["state"],
        "reason": row["reason"],
        "since": row["since"],
        "last_good": row["last_good_at"],
        "seen": _seen(row, facts),
        "doubt": _doubt(row),
        "copies": [_copy(copy) for copy in copies],
    }


def _copy(copy: Mapping[str, Any]) -> dict[str, str]:
    of = f" of {long_date(copy['captured_at'])}" if copy["captured_at"] else ""
    what = "copy" if copy["archive"] == "software_heritage" else "capture of its page"
    where = _ARCHIVES.get(copy["archive"], plain(str(copy["archive"])))
    return {
        "sentence": f"{where} holds a {what}{of}",
        "address": address(copy["url"]),
        "day": copy["captured_at"] or "",
    }


def _seen(row: Mapping[str, Any], facts: _Facts) -> str:
    """What was seen of a link, with dates."""
    since = long_date(row["opened_at"] or row["since"])
    if row["state"] == "reused":
        return f"Since {since} another repository stands at this address than the one that we saw there before."
    if row["state"] in ("empty", "placeholder"):
        what = "neither code nor data" if row["state"] == "placeholder" else "no content"
        return f"It exists, and has held {what} whenever we looked since {since}."
    last = f" It last worked when we looked on {long_date(row['last_good_at'])}." if row["last_good_at"] else ""
    if row["state"] == "blocked":
        return f"Its host has blocked it{_BLOCKS.get(row['reason'], '')}; we first saw so on {since}.{last}"
    answer = facts.answers.get(row["artifact_id"])
    what = f'it answered "{answer}"' if answer else "its host said that there is nothing"
    if not row["confirmed"]:
        return f"On {since} {what}; we have seen this once.{last}"
    again = long_date(row["confirmed_at"])
    return f"On {since}{f' and again on {again}' if again else ''} {what}.{last}"


def _doubt(row: Mapping[str, Any]) -> str:
    if row["state"] == "gone":
        what = "the repository" if row["kind"] in _REPOSITORIES else "it"
        return (
            f"We cannot see from outside whether {what} was deleted or made private, and you may well have a reason"
            " for either."
        )
    return "You may well have a reason for it." if row["state"] in ("empty", "placeholder") else ""


def _helps(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the authors can do, by the states of the links; the last is always to say that it is meant to be so."""
    states, kinds = {row["state"] for row in rows}, {row["kind"] for row in rows}
    thing = "repository" if kinds & _REPOSITORIES else "page"
    helps = []
    if states & {"gone", "reused"}:
        helps.append(f"make the {thing} public again, or tell us its new address;")
    if states & {"empty", "placeholder"}:
        helps.append("publish what the paper promises there, or tell us where it is;")
    return [
        *helps,
        "deposit it in an archive that gives a DOI, such as Zenodo;",
        "tell us that it is meant to be so, and we will stop asking.",
    ]


def _template(text: str) -> Template:
    """The user's template, or ours; UsageError for one with a mistake."""
    # A letter is plain text, so that nothing is escaped.
    environment = ImmutableSandboxedEnvironment(
        autoescape=False, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined
    )
    environment.filters |= {"wrapped": wrapped, "date": long_date}
    ours = resources.files("checker").joinpath("reports/templates/letter.txt.j2")
    try:
        return environment.from_string(text or ours.read_text("utf-8"))
    except TemplateError as error:
        raise UsageError(f"The template can't be used: {plain(str(error))}.", "See docs/reports.md.") from error


def wrapped(text: str, first: str = "", rest: str = "") -> str:
    """A paragraph in lines of 72 columns; addresses are not broken."""
    return textwrap.fill(
        plain(text, 5_000), WIDTH, initial_indent=first, subsequent_indent=rest or first,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
