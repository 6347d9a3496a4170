"""Several URLs printed as one with a list in braces: `github.com/owner/{first,second}`. Pure."""

from __future__ import annotations

import re

from checker.links.addresses.grammar import parse, printed_address
from checker.model import Link

_LIST = re.compile(
    r"/?\{\s?(?P<names>[\w.-]{1,100}(?:\s?,\s?[\w.-]{1,100}){1,20})\s?\}(?P<rest>[\w-](?:[\w.-]{0,98}[\w-])?)?"
)


def with_brace_list(text: str, link: Link) -> tuple[Link, ...]:
    """
    The links that `link` and the list in braces after it stand for, one for each name, all with the same offsets.

    Only `link` if no list follows, or if one of the URLs is not valid.
    """
    names = _LIST.match(text, link.end) if text[link.end : link.end + 2].startswith(("{", "/{")) else None
    if names is None:
        return (link,)
    before = link.printed + ("/" if names[0].startswith("/") else "")
    urls = [f"{before}{name.strip()}{names['rest'] or ''}" for name in names["names"].split(",")]
    links = tuple(made for url in urls if (made := _link(text, link, url, names.end())))
    return links if len(links) == len(urls) else (link,)


def _link(text: str, link: Link, url: str, end: int) -> Link | None:
    address = parse(url)
    if address is None:
        return None
    raw = text[link.start : end]
    return Link(*address, raw, link.start, end, link.field, printed=printed_address(url, address))
