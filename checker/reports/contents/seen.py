"""What was seen of an artifact, in one sentence; and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from checker.model import Reason
from checker.reports.contents.words import long_date
from checker.statistics.advice import misplaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.reports.contents.values import Copy

_BLOCKS = {
    Reason.DMCA: "copyright claim",
    Reason.TOS: "terms of service",
    Reason.DISABLED: "disabled by the host",
}
_GATES = {
    Reason.GATED: "Gated by the owner.",
    Reason.LOGIN: "A login is needed.",
}
_SILENCES = {
    Reason.RATE_LIMITED: "Asked to wait.",
    Reason.NETWORK: "The connection failed.",
    Reason.DNS: "The name was not found.",
    Reason.TLS: "The certificate is not valid.",
    Reason.TIMEOUT: "No answer in time.",
    Reason.SERVER_ERROR: "Server error.",
    Reason.BAD_RESPONSE: "No usable answer.",
    Reason.REFUSED: "The host refuses programs.",
    Reason.FORBIDDEN: "The token lacks a permission.",
    Reason.BAD_LINK: "The address as printed is not valid.",
    Reason.UNSAFE_ADDRESS: "It leads to a private network.",
    Reason.BUDGET: "Not asked: the run's budget was spent.",
    Reason.INTERRUPTED: "Not asked: the run ended before.",
    Reason.NOT_CHECKED: "Not looked at yet.",
}
#: Why nothing could be found out, for a list of counts.
REASONS = {
    Reason.RATE_LIMITED: "the host asked to wait (429)",
    Reason.NETWORK: "the connection failed",
    Reason.DNS: "the name was not found",
    Reason.TLS: "the certificate is not valid",
    Reason.TIMEOUT: "no answer in time",
    Reason.SERVER_ERROR: "the host reported an error (5xx)",
    Reason.BAD_RESPONSE: "no usable answer",
    Reason.REFUSED: "the host refused to answer (401, 403)",
    Reason.FORBIDDEN: "the token lacks a permission",
    Reason.BAD_LINK: "the address as printed is not valid",
    Reason.UNSAFE_ADDRESS: "it leads to a private network",
    Reason.BUDGET: "the run's budget was spent",
    Reason.INTERRUPTED: "the run ended before",
    Reason.NOT_CHECKED: "not looked at yet",
}


def seen(row: Mapping[str, Any], *, promised: str = "") -> str:
    """
    What was seen of a row of `reported`, by its state; `promised` is the date of the paper that
    promises its content.
    """
    if row["deed"] == "correct" and row["state"] not in ("gone", "blocked"):
        return _misplaced(row)
    if row["state"] in ("empty", "placeholder"):
        also = f" Promised {long_date(promised)}." if promised else ""
        looks = "at every look since" if row["always"] else "since"
        return f"{row['state'].capitalize()} {looks} {long_date(row['since'])}.{also}"
    return _BY_STATE.get(row["state"], _there)(row)


def _misplaced(row: Mapping[str, Any]) -> str:
    """What of a printed address does not work, though the artifact exists."""
    if places := orjson.loads(row["dead_places"] or "{}"):
        return f"{misplaced(row['kind'], places)}."
    return "It is there; a link to it does not work as it is printed."


def _there(row: Mapping[str, Any]) -> str:
    since = long_date(row["since"])
    if row["reason"] == Reason.SPACE_NOT_RUNNING:
        return f"Its demo is not running since {since}." if since else "Its demo is not running."
    return f"{'New owner' if row['identity'] == 'transferred' else 'Renamed'}; works through a redirect."


def _blocked(row: Mapping[str, Any]) -> str:
    why = _BLOCKS.get(row["reason"], "by its host")
    since = f"since {long_date(row['since'])}" if row["last_good_at"] else "at the first look"
    return f"Blocked {since} ({why})."


def _reused(row: Mapping[str, Any]) -> str:
    return f"Another repository since {long_date(row['since'])}."


def _restricted(row: Mapping[str, Any]) -> str:
    return _GATES.get(row["reason"], "Behind a request or an embargo.")


def _gone(row: Mapping[str, Any]) -> str:
    since = long_date(row["since"])
    last = f" Last seen working on {long_date(row['last_good_at'])}." if row["last_good_at"] else ""
    if row["works_as"]:
        return f"Gone as printed since {since}; it works in another form.{last}"
    if not row["last_good_at"] and not row["confirmed"]:
        return f"Gone at the first look on {since}, not confirmed yet."
    if not row["confirmed"]:
        return f"First seen gone on {since}, not confirmed yet.{last}"
    return f"Gone since {since}, confirmed.{last}" if last else f"Gone since the first look on {since}, confirmed."


def _silent(row: Mapping[str, Any]) -> str:
    what = _SILENCES.get(row["reason"], "It could not be found out.")
    if row["known_at"] and row["known"] in ("gone", "blocked"):
        return f"{what} Last seen {row['known']} on {long_date(row['known_at'])}."
    return f"{what} Last seen working on {long_date(row['known_at'])}." if row["known_at"] else what


_BY_STATE = {
    "gone": _gone,
    "blocked": _blocked,
    "reused": _reused,
    "restricted": _restricted,
    "unknown": _silent,
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What to do: an imperative, and the words that follow it, beginning with a space or a mark."""

    do: str
    more: str = ""


def deed(row: Mapping[str, Any], copy: Copy | None) -> Deed:
    """What a reader can do about a row of `reported`."""
    if row["deed"] == "use_copy" and copy:
        return Deed("Use the archived copy,", " and tell the authors.")
    if row["deed"] in ("use_copy", "ask"):
        looked = row["copy"] == "none"
        why = "No copy is known in Software Heritage or the Wayback Machine." if looked else "No copy was looked for."
        return Deed("Ask the authors.", f" {why}")
    if row["deed"] == "update":
        risk = ": anybody may take the old name." if row["hijackable"] else "."
        return Deed("Update the link", f" to {row['today']}{risk}")
    if row["deed"] == "correct":
        works = row["works_as"]
        return Deed("Correct the link", f" to {works}." if works else ": its place or form has changed.")
    return _DEEDS.get(row["deed"], Deed("Nothing to do."))


_DEEDS = {
    "fill": Deed("Ask the authors to fill it."),
    "young": Deed("Nothing to do yet.", " The paper is younger than 90 days."),
    "distrust": Deed("Do not trust the address.", " Compare the commit in the paper, and ask the authors."),
    "restart": Deed("Ask its owner to restart the demo.", " The files are there."),
    "access": Deed("Ask for access.", " This is no fault of the link."),
    "wait": Deed("Nothing to do yet.", " It is due again at the next run."),
}
