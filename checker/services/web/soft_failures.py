"""
Recognises error pages with status 200 ("soft 404"), parked domains and the like, by words and structure. Pure.

Such a page has the phrase in its title, its first heading, or a line that is nearly all of its text. An article about
missing pages has the words in running text or in a longer title, with prose below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.services.web.parking import is_parking_host
from checker.services.web.phrases import Kind, is_default, is_phrase, segments, sentences

if TYPE_CHECKING:
    from checker.services.web.page_parts import Page

_SHORT = 150  # at most so many words of prose on a page with the phrase as heading or title
_LONG = 300  # at most so many on a page with the phrase in both title and heading
_TINY = 40  # at most so many on a page with the phrase in any line
_BARE = 5  # at most so many on a page that counts as having no prose
_FEW = 2  # headings of a tiny page; a page with more has chapters
_LINES = 12  # lines of a tiny page that are examined
_WORDY = 3  # words from which on a line of a tiny page is a sentence and not a label

#: Kinds whose phrases are also used as headings, menu entries and names: they don't count on a page with prose.
_COMMON = frozenset({Kind.MAINTENANCE, Kind.ERROR})
_DEFAULT = "looks like the page that a web server comes with"
#: How the error message of a program begins that crashed while it made the page.
_DUMP = re.compile(
    r"(?:PHP )?(?:catchable )?(?:fatal|parse) error ?:|traceback \(most recent call last\)|uncaught \w+error\b"
    r"|java\.lang\.\w+exception|system\.\w+exception",
    re.IGNORECASE,
)
_LANDER = '"/lander"'


def soft_failure(page: Page) -> str:
    """A description of what a page looks like if it is not what was asked for; "" for any other page."""
    if _is_default(page):
        return _DEFAULT
    if any(_DUMP.match(block) for block in page.blocks[:_FEW]):
        return Kind.ERROR.value
    if _is_parked(page):
        return Kind.PARKED.value
    return next((kind.value for kind in Kind if _reports(page, kind)), "")


def _is_default(page: Page) -> bool:
    heads = [one for one in page.headings[:1] if page.prose <= _SHORT or not page.title]
    lines = [page.title, *(one for one in heads if not _is_longer(page.title, one))]
    return any(is_default(one, bare=page.prose <= _TINY) for one in lines)


def _is_parked(page: Page) -> bool:
    """Whether a page embeds a seller of domains, or is the script of one."""
    shown = any(is_parking_host(urlsplit(source).hostname or "") for source in page.sources if _is_address(source))
    return page.prose <= _TINY and (shown or _LANDER in page.script.replace("'", '"'))


def _is_address(source: str) -> bool:
    try:
        return bool(urlsplit(source).hostname)
    except ValueError:
        return False


def _reports(page: Page, kind: Kind) -> bool:
    if _is_phrase(page, page.title, kind) and (kind not in _COMMON or page.prose <= _SHORT):
        return True
    if page.prose > _SHORT:
        return page.prose <= _LONG and kind not in _COMMON and _is_titled(page, kind) and _is_headed(page, kind)
    return _is_headed(page, kind) or _is_stated(page, kind) or (_is_titled(page, kind) and _has_little_prose(page))


def _is_phrase(page: Page, line: str, kind: Kind) -> bool:
    return is_phrase(line, kind, page.named)


def _is_titled(page: Page, kind: Kind) -> bool:
    return any(_is_phrase(page, one, kind) for one in segments(page.title))


def _is_headed(page: Page, kind: Kind) -> bool:
    """Whether the first heading is such a phrase; or the second, below the site's name, if the title is one too."""
    titled = _is_titled(page, kind)
    heads = [one for one in page.headings[: 2 if titled else 1] if titled or not _is_longer(page.title, one)]
    return any(_is_phrase(page, part, kind) for head in heads for part in (head, *sentences(head)[:2]))


def _is_longer(title: str, heading: str) -> bool:
    """Whether a title begins with the heading and has more: then it is a name (`No Answer: a corpus`)."""
    return len(title) > len(heading) and title.casefold().startswith(heading.casefold())


def _is_stated(page: Page, kind: Kind) -> bool:
    """Whether a line of a tiny page is such a phrase, as a whole or in its first two sentences."""
    if page.prose > _TINY or len(page.headings) > _FEW:
        return False
    titled = _is_titled(page, kind)
    blocks = [one for one in page.blocks[:_LINES] if titled or not _is_longer(page.title, one)]
    lines = [one for one in blocks if kind not in _COMMON or len(one.split()) >= _WORDY]
    return any(_is_phrase(page, part, kind) for line in lines for part in (line, *sentences(line)[:2]))


def _has_little_prose(page: Page) -> bool:
    """Whether a page has no prose, or little and no heading that repeats its title."""
    repeated = any(head.casefold().startswith(page.title.casefold()) for head in page.headings[:2])
    return page.prose <= _BARE or (page.prose <= _TINY and not repeated)
