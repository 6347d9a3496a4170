"""Repositories named in words, without an address: "our GitHub repository o/n", "on Hugging Face: o/n"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.grammar import Address, parse
from checker.links.hosts import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_PHRASE = re.compile(
    r"(?P<where>github|hugging\s?face)(?P<slash>/)?"
    r"(?:\s+(?:hub|repo(?:sitory)?|project|page|organi[sz]ation|at|as|under|via|in|model|data\s?set|space|account|link|id"
    r"|is|called|named)\b){0,4}\s?[:,]?\s?(?P<open>[(\[`'\"\u2018\u201c]*)"
    r"(?P<owner>[a-z0-9][\w-]{0,38})/(?P<name>[a-z0-9][\w.-]{0,99})(?![\w/])",
    re.IGNORECASE,
)
# "and/or", "train/test" and "GitLab/Bitbucket" stand beside "GitHub" too: a name has the look of one (a digit,
# hyphen, underscore or inner capital), both halves in running text, one where brackets, quotes or a colon set it off.
_MARKED = re.compile(r"[\d_-]|[a-z][A-Z]|[A-Z]{2}")
_BRANDS = words("github gitlab bitbucket huggingface modelscope zenodo kaggle pypi paperswithcode docker")
_DATA = re.compile(r"data\s?set|corpus|corpora|benchmark", re.IGNORECASE)
_MODEL = re.compile(r"models?\b|weights|checkpoint", re.IGNORECASE)


def named(text: str) -> Iterator[tuple[int, int, list[Address]]]:
    """Spans of names in words, and what they may name, likeliest first."""
    for match in _phrases(text, _lower(text)):
        name = match["name"].rstrip(".-_")
        urls = _urls(text, match, f"{match['owner']}/{name}") if _looks_named(match, name) else ()
        addresses = [address for url in urls if (address := parse(url))]
        if addresses:
            start = match.start("where" if match["slash"] else "owner")
            yield start, match.start("name") + len(name), addresses


def _phrases(text: str, lower: str) -> Iterator[re.Match[str]]:
    for word in ("github", "hugging"):
        at = lower.find(word)
        while at >= 0:
            address = lower.startswith(".", at + len(word)) or lower[at - 1 : at].isalnum()
            match = None if address else _PHRASE.match(text, at)
            if match:
                yield match
            at = lower.find(word, at + 1)


def _lower(text: str) -> str:
    """Lower case of the same length, so that places in it are places in the text."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


def _looks_named(match: re.Match[str], name: str) -> bool:
    halves = (match["owner"], name)
    if any(half.casefold() in _BRANDS for half in halves):
        return False
    marked = [half for half in halves if _MARKED.search(half)]
    return len(marked) == 2 or (len(marked) == 1 and bool(match["open"] or match["slash"] or ":" in match[0]))


def _urls(text: str, match: re.Match[str], name: str) -> tuple[str, ...]:
    if match["where"].casefold() == "github":
        return (f"https://github.com/{name}",)
    sentence = text[max(match.start("owner") - 200, 0) : match.start("owner")].rpartition(". ")[2]
    model, data = f"https://huggingface.co/{name}", f"https://huggingface.co/datasets/{name}"
    return (data, model) if _last(_DATA, sentence) > _last(_MODEL, sentence) else (model, data)


def _last(word: re.Pattern[str], sentence: str) -> int:
    return max((match.start() for match in word.finditer(sentence)), default=-1)
