"""The badge: in a few words, how many of the papers' own links are usable, or what is newly gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import orjson

from checker.reports.contents.words import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.reports.protocol import Account

LABEL = "paper links"
TEAL, RED, GREY = "#00786a", "#a81e12", "#565d66"
_LABEL_COLOUR = "#3b4148"
_SPACE, _HEIGHT = 8, 20
_LOST = ("newly_gone", "blocked")

#: Widths of characters in Verdana at 11 px, in tenths: the letters that words of badges have; any other is 7 wide.
_WIDTHS = {**dict.fromkeys("il,.' ", 37), **dict.fromkeys("fjrt", 45), **dict.fromkeys("cksvxyz", 61), "w": 90}
_WIDTHS |= dict.fromkeys("0123456789", 70)


@dataclass(frozen=True, slots=True)
class Badge:
    """The words of a badge and their colour."""

    message: str
    colour: str


def badge_of(account: Account) -> Badge:
    """
    The badge of a report: red only for what is newly gone, grey where nothing is known; counts always have words with
    them.
    """
    contents = account.contents
    usable = contents.headline.usable
    if lost := [words for event, _, words in contents.news.line if event in _LOST]:
        return Badge(", ".join(lost), RED)
    if not contents.headline.total:
        return Badge("no links", GREY)
    if not usable.whole:
        return Badge("not found out", GREY)
    return Badge(f"{count(usable.part)} of {count(usable.whole)} usable", TEAL)


class ShieldsBadge:
    """
    The badge as JSON for shields.io, which draws it: endpoint schema, version 1
    (shields.io/badges/endpoint-badge).
    """

    name = "badge"

    def render(self, account: Account) -> Iterator[str]:
        """One JSON object."""
        badge = badge_of(account)
        body = {"schemaVersion": 1, "label": LABEL, "message": badge.message, "color": badge.colour.removeprefix("#")}
        yield orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


class SvgBadge:
    """The badge as one SVG image that needs no other file."""

    name = "badge-svg"

    def render(self, account: Account) -> Iterator[str]:
        """The image; its words are its title too."""
        badge = badge_of(account)
        left, right = _width(LABEL), _width(badge.message)
        head, tail = left + 2 * _SPACE, right + 2 * _SPACE
        words = escape(f"{LABEL}: {badge.message}", {'"': "&quot;"})
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{head + tail}" height="{_HEIGHT}" role="img"'
            f' aria-label="{words}"><title>{words}</title>'
            f'<clipPath id="r"><rect width="{head + tail}" height="{_HEIGHT}" rx="3"/></clipPath>'
            f'<g clip-path="url(#r)"><rect width="{head}" height="{_HEIGHT}" fill="{_LABEL_COLOUR}"/>'
            f'<rect x="{head}" width="{tail}" height="{_HEIGHT}" fill="{badge.colour}"/></g>'
            '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
            f'<text x="{_SPACE}" y="14" textLength="{left}">{escape(LABEL)}</text>'
            f'<text x="{head + _SPACE}" y="14" textLength="{right}">{escape(badge.message)}</text></g></svg>\n'
        )


def _width(text: str) -> int:
    """The approximate width of a text in pixels; `textLength` makes the drawn text exactly so wide."""
    return round(sum(_WIDTHS.get(char, 70) for char in text) / 10)
