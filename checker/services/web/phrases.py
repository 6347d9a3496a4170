"""
Whether a line of text consists of a phrase such as "page not found" or "this domain is for sale". Pure.

Only whole lines count: the same words in running text, or as part of a name, are no evidence about their page.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_LONGEST = 300  # characters of a line that may be such a phrase
#: Letters → how they are often written instead; apostrophes are dropped.
_APART = str.maketrans(
    {"\u0131": "i", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00e6": "ae"}
    | dict.fromkeys("'\u2018\u2019\u02bc`\u00b4", "")
)
#: Characters of scripts with no spaces, or optional ones, between words (Thai, Lao, Burmese, Khmer, kana, Chinese
#: characters, Hangul).
_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_LABEL = rf"(?:(?!{_DENSE.pattern})[\w-]){{1,63}}"
#: Addresses, paths and hosts, which may be in place of "the page" or "this domain".
_ADDRESS = re.compile(rf"(?:https?://|www\.|/)\S*|(?<![A-Za-z0-9-]){_LABEL}(?:\.{_LABEL}){{1,6}}", re.IGNORECASE)
_BLANKS = re.compile(rf"(?<={_DENSE.pattern}) | (?={_DENSE.pattern})")
_BREAK = re.compile(
    r"\s+[|/~:<>*\u2013\u2014\u2022\u00b7\u00bb\u00ab-]+\s+|\s*[|\u2014\u2022\u00b7\u00bb\u00ab]+\s*|::"
)
_SENTENCE = re.compile(r"[.!?\u3002\uff01\uff1f\u2026]+(?:\s+|$)|[\u3002\uff01\uff1f]")


class Kind(Enum):
    """What a page reports about itself; the value is the detail of the observation."""

    NOT_FOUND = "looks like a page that says: not found"
    PARKED = "looks like a parked domain: expired or for sale"
    SUSPENDED = "looks like a page of a host that says: suspended"
    MAINTENANCE = "looks like a page that says: down for maintenance"
    ERROR = "looks like a page that says: an error"


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    phrase: re.Pattern[str]
    dense_phrase: re.Pattern[str]
    beside: frozenset[str]
    things: frozenset[str]
    dense_beside: re.Pattern[str]
    subjects: frozenset[str]


_NUMBERS = frozenset({"404", "410"})
#: Kinds whose phrases may be a sentence with the name of what was asked for.
_STATEMENTS = frozenset({Kind.NOT_FOUND, Kind.SUSPENDED})


def is_phrase(line: str, kind: Kind, named: AbstractSet[str] = frozenset()) -> bool:
    """
    Whether a line consists of a phrase of this kind and words that may be beside it: those of a closed list, and, in
    a statement that something no longer exists, those in its address (`named`).
    """
    if not line or len(line) > _LONGEST:
        return False
    vocabulary = _vocabulary(kind)
    text = _BLANKS.sub("", folded(line))
    remaining = vocabulary.phrase.sub(" ", vocabulary.dense_phrase.sub(" ", text))
    left = set(vocabulary.dense_beside.sub(" ", remaining).split())
    if remaining == text:  # no phrase: 404 or 410 counts, but not with the name of a thing, whose number it may be
        return (
            kind is Kind.NOT_FOUND and not _NUMBERS.isdisjoint(left) and left <= vocabulary.beside - vocabulary.things
        )
    helping = named if kind in _STATEMENTS and _is_statement(vocabulary.phrase.findall(text), named) else frozenset()
    return _is_about(text, vocabulary.subjects, helping) and left <= vocabulary.beside | helping


def is_default(line: str, *, bare: bool = False) -> bool:
    """Whether a line is the title of a web server's default page; `bare`: or one for pages with hardly any text."""
    text = folded(line[:_LONGEST])
    return any(_titles(name).fullmatch(text) for name in (("known", "bare") if bare else ("known",)))


def segments(title: str) -> list[str]:
    """The parts of a title (name of the page, of the site …), split at dashes, bars and the like."""
    return [one.strip() for one in _BREAK.split(title[:_LONGEST]) if one.strip()]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one.strip() for one in _SENTENCE.split(text) if one.strip()]


def folded(text: str) -> str:
    """A text for comparison: words in lower case without accents and punctuation; addresses become `url`."""
    text = _ADDRESS.sub(" url ", text).casefold().translate(_APART)
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if unicodedata.category(one) != "Mn")
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain)))


def _is_statement(phrases: list[str], named: AbstractSet[str]) -> bool:
    """
    Whether all phrases have several words, none of them in the page's address (then it is a name: `suspended-
    solids`).
    """
    return bool(phrases) and all(" " in one and named.isdisjoint(one.split()) for one in phrases)


def _is_about(text: str, subjects: AbstractSet[str], named: AbstractSet[str]) -> bool:
    """Whether a text has one of these subjects or a word of the address; True if no subject is required."""
    tokens = text.split()
    if not subjects or not named.isdisjoint(tokens):
        return True
    return any(one in text if _DENSE.search(one) else one in tokens for one in subjects)


@cache
def _vocabulary(kind: Kind) -> _Vocabulary:
    name = kind.name.lower()
    phrases, subjects = _listed(name), _folded(_words()["subjects"].get(name, ""))
    things = _listed("things") if kind is Kind.NOT_FOUND else []
    beside = [*_listed("beside"), *subjects, *things]
    return _Vocabulary(
        phrase=re.compile(rf"(?<!\S)(?:{_any_of(phrases, dense=False)})(?!\S)"),
        dense_phrase=re.compile(_any_of(phrases, dense=True)),
        beside=frozenset(word for one in beside for word in one.split()),
        things=frozenset(things),
        dense_beside=re.compile(_any_of(beside, dense=True)),
        subjects=frozenset(subjects),
    )


def _any_of(phrases: list[str], *, dense: bool) -> str:
    """
    A pattern for the phrases with spaces between words, or for the `dense` ones without; the
    longest come first.
    """
    chosen = {one.replace(" ", "") if dense else one for one in phrases if bool(_DENSE.search(one)) is dense}
    return "|".join(re.escape(one) for one in sorted(chosen, key=len, reverse=True))


@cache
def _titles(name: str) -> re.Pattern[str]:
    """A pattern for the titles of a list; `*` in a title stands for one or two words."""
    stars = "zzstarzz"
    known = _folded(_words()["default_pages"][name].replace("*", stars))
    return re.compile("|".join(re.escape(one).replace(stars, r"\S+(?: \S+)?") for one in known))


def _listed(name: str) -> list[str]:
    """The phrases of a list in all languages, folded."""
    return [phrase for text in _words()[name].values() for phrase in _folded(text)]


def _folded(text: str) -> list[str]:
    return [one for phrase in text.split(";") if (one := folded(phrase))]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("checker.services.web").joinpath("words.toml").read_text("utf-8"))
