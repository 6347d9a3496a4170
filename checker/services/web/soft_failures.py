"""
Pages that answer 200 and are not what was asked for: by what they are built like, never by their words alone. Pure.

A page says so of itself in its title, its heading, or in a line that is nearly all there is. An article about missing
pages has the words in running text, or in a longer title, and prose beneath.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.services.web.parking import is_parking_host
from checker.services.web.phrases import Kind, is_default, says, segments, sentences

if TYPE_CHECKING:
    from checker.services.web.page_parts import Page

_SHORT = 150  # words of prose under a heading that says why there is nothing else
_LONG = 300  # words of prose that no page has that is only there to say so, whatever its title and its heading
_TINY = 40  # words of prose of a page in which one line says all
_BARE = 5  # words of prose of a page that holds none
_FEW = 2  # headings of such a page; more are chapters
_LINES = 12  # lines of a tiny page that are looked at
_WORDY = 3  # words from which a line of a page of few lines is a statement and no label

#: Words that are also the title of a chapter, an entry in a menu, a name: they say nothing of a page with prose.
_COMMON = frozenset({Kind.MAINTENANCE, Kind.ERROR})
_DEFAULT = "looks like the page that a web server comes with"
#: How the words of a program begin that ended where a page was to be made.
_DUMP = re.compile(
    r"(?:PHP )?(?:catchable )?(?:fatal|parse) error ?:|traceback \(most recent call last\)|uncaught \w+error\b"
    r"|java\.lang\.\w+exception|system\.\w+exception",
    re.IGNORECASE,
)
_LANDER = '"/lander"'


def soft_failure(page: Page) -> str:
    """What a page looks like instead of what was asked for; "" for a page like any other."""
    if _is_default(page):
        return _DEFAULT
    if any(_DUMP.match(block) for block in page.blocks[:_FEW]):
        return Kind.ERROR.value
    if _is_parked(page):
        return Kind.PARKED.value
    return next((kind.value for kind in Kind if _is_of(page, kind)), "")


def _is_default(page: Page) -> bool:
    heads = [one for one in page.headings[:1] if page.prose <= _SHORT or not page.title]
    told = [page.title, *(one for one in heads if not _goes_on(page.title, one))]
    return any(is_default(one, bare=page.prose <= _TINY) for one in told)


def _is_parked(page: Page) -> bool:
    """Whether a page shows what sellers of domains put there, or is a script that leads to it."""
    shown = any(is_parking_host(urlsplit(source).hostname or "") for source in page.sources if _is_address(source))
    return page.prose <= _TINY and (shown or _LANDER in page.script.replace("'", '"'))


def _is_address(source: str) -> bool:
    try:
        return bool(urlsplit(source).hostname)
    except ValueError:
        return False


def _is_of(page: Page, kind: Kind) -> bool:
    if _says(page, page.title, kind) and (kind not in _COMMON or page.prose <= _SHORT):
        return True
    if page.prose > _SHORT:
        return page.prose <= _LONG and kind not in _COMMON and _is_titled(page, kind) and _is_headed(page, kind)
    return _is_headed(page, kind) or _is_stated(page, kind) or (_is_titled(page, kind) and _is_little(page))


def _says(page: Page, line: str, kind: Kind) -> bool:
    return says(line, kind, page.named)


def _is_titled(page: Page, kind: Kind) -> bool:
    return any(_says(page, one, kind) for one in segments(page.title))


def _is_headed(page: Page, kind: Kind) -> bool:
    """Whether the first heading says so; or the second, below the site's name, where the title does too."""
    titled = _is_titled(page, kind)
    heads = [one for one in page.headings[: 2 if titled else 1] if titled or not _goes_on(page.title, one)]
    return any(_says(page, part, kind) for head in heads for part in (head, *sentences(head)[:2]))


def _goes_on(title: str, heading: str) -> bool:
    """Whether a title begins with a heading and goes on: `No Answer: a corpus` is the name of something."""
    return len(title) > len(heading) and title.casefold().startswith(heading.casefold())


def _is_stated(page: Page, kind: Kind) -> bool:
    """Whether one of the few lines of a page says so, alone or in its first two sentences."""
    if page.prose > _TINY or len(page.headings) > _FEW:
        return False
    titled = _is_titled(page, kind)
    blocks = [one for one in page.blocks[:_LINES] if titled or not _goes_on(page.title, one)]
    lines = [one for one in blocks if kind not in _COMMON or len(one.split()) >= _WORDY]
    return any(_says(page, part, kind) for line in lines for part in (line, *sentences(line)[:2]))


def _is_little(page: Page) -> bool:
    """Whether a page is not about what its title says: hardly a word in it, or few and no heading that repeats it."""
    repeated = any(head.casefold().startswith(page.title.casefold()) for head in page.headings[:2])
    return page.prose <= _BARE or (page.prose <= _TINY and not repeated)
