"""Repositories named in words, without an address: "our GitHub repository o/n", "on Hugging Face: o/n"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.grammar import Address, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

# The name must look like one: a mark of a name (digit, hyphen, underscore, inner capital) in either half, or
# quotes or brackets around it, for "and/or" and "train/test" stand beside "GitHub" too.
_BODY = r"(?P<name>[A-Za-z0-9][\w-]{0,38}/[A-Za-z0-9][\w.-]{0,99})"
_PHRASE = re.compile(
    r"\b(?P<where>github|hugging\s?face)(?:\s+(?:hub|repo(?:sitory)?|project|page|at|as|under|via|model|dataset"
    rf"|space|account|link|\w+){{0,3}})?\s?[:,]?\s?(?P<open>[(\[`'\"\u2018\u201c]*){_BODY}(?![\w/])",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[\d_-]|[a-z][A-Z]|[A-Z]{2}")


def named(text: str) -> Iterator[tuple[int, int, Address]]:
    """Spans of names in words, and what they name."""
    for match in _PHRASE.finditer(text):
        name = match["name"].rstrip(".-")
        halves = name.split("/")
        if not match["open"] and not all(map(_MARKED.search, halves)):
            continue
        address = parse(_url(match["where"].casefold(), text[match.start() - 60 : match.start()], match[0], name))
        if address:
            start = match.start("name")
            yield start, start + len(name), address


def _url(where: str, before: str, phrase: str, name: str) -> str:
    if where == "github":
        return f"https://github.com/{name}"
    around = f"{before} {phrase}".casefold()
    listing = "datasets/" if re.search(r"data ?set|corpus|benchmark", around) else ""
    return f"https://huggingface.co/{listing}{name}"
