"""Repositories named in words, without a URL: "our GitHub repository o/n", "on Hugging Face: o/n". Pure."""

from __future__ import annotations

import re

from checker.links.addresses.grammar import Address, parse
from checker.links.platforms.hosts import words
from checker.model import Kind

_PHRASE = re.compile(
    r"(?P<where>github|hugging\s?face)(?P<slash>/)?"
    r"(?:\s+(?:hub|repo(?:sitory)?|project|page|organi[sz]ation|at|as|under|via|in|model|data\s?set|space|account|link|id"
    r"|is|called|named)\b){0,4}\s?[:,]?\s?(?P<open>[(\[`'\"\u2018\u201c]*)"
    r"(?P<owner>[a-z0-9][\w-]{0,38})/(?P<name>[a-z0-9][\w.-]{0,99})(?![\w/])",
    re.IGNORECASE,
)
_WHERE = re.compile(r"(?<![^\W_])(?:github|hugging)(?!\.)", re.IGNORECASE)
_NAMED = (Kind.GITHUB_REPO, Kind.HF_MODEL, Kind.HF_DATASET)
_REACH = 160  # characters from the name of the platform to the slash in the name of the repository, at most
# "and/or", "CI/CD", "train/test" and "GitLab/Bitbucket" occur near "GitHub" too, so owner and name must look like
# names: both of them in running text, one where brackets, quotes or a colon enclose them or a word announces them. A
# digit, an underscore or inner capitals are strong signs of a name. A hyphen is a weak one, because words have it
# too: it counts only together with a strong one, or where the phrase ends with the name.
_STRONG = re.compile(r"[\d_]|[a-z][A-Z]|[A-Z]{2}[a-z]{2}|-[A-Z]{2}")
_NUMBER = re.compile(r"[\d._-]+[A-Za-z]{0,2}\Z")  # 2019, 3D, 12B, 18th
_HYPHENATED = re.compile(r"\w-\w")
_ANNOUNCED = re.compile(r"\b(?:repo|repository|model|data\s?set|space|at|under|id|named|called)\s\Z", re.IGNORECASE)
_CLOSED = re.compile(r"[.-]?(?:\Z|[.,;:)\]`'\"\u2019\u201d]|\s*\Z)")
_LICENCE = re.compile(r"(?:mit|isc|apache|bsd|[al]?gpl|mpl|cc)[-\w.]{0,12}\Z", re.IGNORECASE)
_BRANDS = words(
    """
    github gitlab bitbucket huggingface modelscope zenodo kaggle pypi paperswithcode docker stackoverflow linkedin
    pytorch tensorflow numpy matlab javascript typescript chatgpt openai llama roberta
    """
)
_DATA = re.compile(r"data\s?set|corpus|corpora|benchmark", re.IGNORECASE)
_MODEL = re.compile(r"models?\b|weights|checkpoint", re.IGNORECASE)


def name_in_words(text: str, slash: int) -> tuple[int, int, list[Address]] | None:
    """
    The repository named in words whose owner and name are divided by the slash at offset `slash`.

    Returns start and end offset and the addresses that it may have, the likeliest first; None if there is no such
    name.
    """
    before = text[max(slash - _REACH, 0) : slash].lower()
    match = _phrase(text, slash) if "github" in before or "hugging" in before else None
    if match is None:
        return None
    name = match["name"].rstrip(".-_")
    urls = _urls(text, match, f"{match['owner']}/{name}") if _looks_named(match, name) else ()
    addresses = [address for url in urls if (address := parse(url)) and address.kind in _NAMED]
    start = match.start("where" if match["slash"] else "owner")
    return (start, match.start("name") + len(name), addresses) if addresses else None


def _phrase(text: str, slash: int) -> re.Match[str] | None:
    """The match of the phrase in which `slash` divides owner and name."""
    for where in _WHERE.finditer(text, slash - _REACH, slash):
        match = _PHRASE.match(text, where.start())
        if match and match.end("owner") == slash:
            return match
    return None


def _looks_named(match: re.Match[str], name: str) -> bool:
    """Whether owner and name look like those of a repository, and not like words, licences, brands or numbers."""
    parts = (match["owner"], name)
    if all(map(_LICENCE.match, parts)) or any(part.casefold() in _BRANDS or _NUMBER.match(part) for part in parts):
        return False
    strong = [part for part in parts if _STRONG.search(part)]
    marked = [part for part in parts if part in strong or _HYPHENATED.search(part)]
    set_off = bool(match["open"] or match["slash"] or ":" in match[0])
    enough = 1 if set_off or _ANNOUNCED.search(match.string, match.start(), match.start("owner")) else 2
    return len(marked) >= enough and bool(strong or match["slash"] or _CLOSED.match(match.string, match.end()))


def _urls(text: str, match: re.Match[str], name: str) -> tuple[str, ...]:
    """The URLs that `owner/name` may have; at the Hub the sentence tells whether model or data set is likelier."""
    if match["where"].casefold() == "github":
        return (f"https://github.com/{name}",)
    sentence = text[max(match.start("owner") - 200, 0) : match.start("owner")].rpartition(". ")[2]
    model, data = f"https://huggingface.co/{name}", f"https://huggingface.co/datasets/{name}"
    return (data, model) if _last_offset(_DATA, sentence) > _last_offset(_MODEL, sentence) else (model, data)


def _last_offset(word: re.Pattern[str], sentence: str) -> int:
    return max((match.start() for match in word.finditer(sentence)), default=-1)
