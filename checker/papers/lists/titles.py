"""
The title of a paper in an entry of a list: in bold, the text of the first link, in quotation marks, in italics, or
the first sentence that is not a date, a venue or a list of names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.papers.lists.labels import has_own_word, is_attribute, is_label, without_label
from checker.papers.lists.markup.blocks import words
from checker.papers.lists.names import begins_names, is_names_or_venue, is_short_venue, names_in

if TYPE_CHECKING:
    from checker.papers.lists.markup.blocks import Run

_RUNS = 60  # runs at the beginning of an entry in which a title is looked for
_REACH = 2_000  # characters at the beginning of an entry in which a sentence is looked for as title
_LONGEST = 400  # characters of a title
_FEW = 3  # words; a shorter text may be a name or a venue

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"\W+(?=\w)")
_ENDS = " ,;:|·•\u2013—([-"  # characters that titles do not end with
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_QUOTED = re.compile(r"[\"“«「《](?P<title>[^\"“”«»「」《》]{8,300}?)[,.]?[\"”»」》]")
_YEAR = r"(?:['\u2019]\s?\d{2}|(?:19|20)\d{2})"
_SESSION = r"(?:\s\(?(?:best\spaper|findings|highlight|oral|poster|spotlight|workshops?)\)?)?"
_BY = r"[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){0,2}\set\.?\sal\.?"
_SHORTENED = r"[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+)?\s[A-Z]{1,3}"  # as medicine has names: Reed A
#: What may stand before a title: a number, a check box, an emoji, a date, a venue with its year, names and a mark.
_BEFORE = re.compile(
    rf"""\s*(?:
        \[[\sxX]\] | \d{{1,3}}[.)](?=\s) | :[a-z]\w{{1,40}}:(?=\s)
      | [^\s|]{{1,20}}\s\|(?=\s) | [\[(【][^\])】]{{0,60}}[\])】] (?!\() | `[^`]{{0,60}}`
      | (?:19|20)\d{{2}}(?:[-./]\d{{1,2}}){{0,2}}(?=[\s,:|-])
      | [A-Z][\w&+-]{{1,14}}(?:\s[A-Z][\w&+-]{{1,14}})?[\s-]?{_YEAR}(?i:{_SESSION})(?=\s*[.:,|)\u2013—-]\s)
      | (?i:arxiv)\s(?:19|20)\d{{2}}[-./]\d{{1,2}}(?=\s*[.:,|)\u2013—-]\s)
      | {_BY},?\s\(?{_YEAR}\)?\s*[.:|\u2013—-](?=\s)
      | {_SHORTENED}(?:,\s{_SHORTENED})*(?:,\s{_SHORTENED}|,?\set\sal)\.(?=\s[A-Z])
      | (?i:title|paper|name)\s*:
      | [^\w\s(\["“«「《`$*<]
    )""",
    re.VERBOSE,
)
#: A mark that ends a sentence, judged by the characters before and after it.
_STOP = re.compile(
    r"""[.?!。](?:(?:(?<=[^\W_]{2}\.)|(?<=[)\]\u2019']\.))(?=\s+[\"“\[(]*[^\W_a-z])
    |(?<=[?!])(?=\s+[\"“]?[^\W_a-z])|(?<=。))""",
    re.VERBOSE,
)
_CLOSES = frozenset(")]\uff09】")
_TAIL = re.compile(r"\s*[(\[\uff08【][^()\[\]\uff08\uff09]{0,80}[)\]\uff09】][\s.]*$")
_DATED = re.compile(rf"\s+[(\[][^()\[\]]{{0,40}}\b{_YEAR}[)\]]\s*\Z")  # a venue after a title
_CUT = re.compile(
    rf",\s+(?=(?:[A-Z]\.\s?)+[A-Z])|\s[-\u2013—|]\s(?=[^\n]*{_YEAR}\W*$)|\s+by\s(?=[A-Z]\w+ (?:et al|and|&))|\n"
    rf"|(?:,\s+|\s[-\u2013—|]\s)(?={_BY}\W*$)"
)


class Title(NamedTuple):
    """A title, and the number of the run in which it begins."""

    text: str
    run: int


def title_of(runs: tuple[Run, ...], *, sure: bool = False) -> Title | None:
    """The title in an entry, or None; `sure`: only one in bold, in a link, in quotation marks or in italics."""
    runs = runs[:_RUNS]
    if _says_attribute(runs) and not (runs[0].strong and len(runs[0].text.split()) > _FEW):
        return None
    for find in (_bold, _linked, _quoted, _italic) if sure else (_bold, _linked, _quoted, _italic, _first):
        if found := find(runs):
            return found
    return None


def _says_attribute(runs: tuple[Run, ...]) -> bool:
    text = "".join([run.text for run in runs])
    return (":" in text or "\uff1a" in text) and is_attribute(" ".join(text.split()))


def is_title(text: str, least: int = 1) -> bool:
    """Whether a text can be a title: it has `least` words or more and is not only labels, names or a venue."""
    if len(text) > _LONGEST or not has_own_word(text) or is_names_or_venue(text):
        return False
    return least <= 1 or len(_WORD.findall(text)) >= least or len(_CJK.findall(text)) > _FEW


def clean(text: str) -> str:
    """A title on one line, without punctuation marks around it."""
    plain = " ".join(text.replace("`", "").split())
    if plain[:1] in '"“(¿$':
        plain = plain.rstrip(" ,;:|")
    else:
        plain = plain.rstrip(_ENDS)
        marks = None if plain[:1].isalnum() else _MARKS.match(plain)
        plain = plain[marks.end() :] if marks else plain
    return plain.removesuffix(".") if not plain.endswith("..") else plain


def _bold(runs: tuple[Run, ...]) -> Title | None:
    """The first bold words that can be a title; one or two words only at the beginning of the entry."""
    return _styled(runs, [run.strong for run in runs])


def _italic(runs: tuple[Run, ...]) -> Title | None:
    """The first words in italics that can be a title, if only names stand before them; else they may be a venue."""
    found = _styled(runs, [run.emphasis and not run.strong for run in runs])
    return found if found and stands_first(runs, found) else None


def _styled(runs: tuple[Run, ...], chosen: list[bool]) -> Title | None:
    """The first words in the style that can be a title; `chosen` says for each run whether it has the style."""
    at = 0
    while True in chosen[at:]:
        if not chosen[at]:
            at += 1
            continue
        end = at
        while end < len(runs) and chosen[end] and runs[end].text.strip(" ") != "\n":
            end += 1
        text = "".join(run.text for run in runs[at:end])
        first = not runs[:at] or _is_first(runs[:at])
        least = 1 if first and _ends(runs, end) else _FEW
        named = text + (runs[end].text if end < len(runs) else "")
        is_one = is_title(_without_before(text), least) and not is_label(text) and not begins_names(text, named)
        if end > at and is_one:
            return Title(clean(_without_before(_without_last(_DATED, text))), at)
        at = max(end, at + 1)
    return None


def _has_words(runs: tuple[Run, ...]) -> bool:
    """Whether these runs have words that are not what may stand before a title (dates, numbers, marks)."""
    return bool(runs) and bool(_WORD.search(_without_before(words(runs))))


def _ends(runs: tuple[Run, ...], at: int) -> bool:
    """Whether the sentence ends before this run: nothing follows, or a new line, a link or a mark."""
    if at >= len(runs):
        return True
    after = runs[at]
    return (
        bool(after.address) or not re.match(r"\s*[\w\u2013—-]", after.text) or after.text.startswith(("\n", "  \n"))
    )


def _linked(runs: tuple[Run, ...]) -> Title | None:
    """The text of the first link that can be a title, if no sentence stands before it."""
    for number, run in enumerate(runs):
        if not run.address or run.text == run.address:
            continue
        if is_short_venue(run.text) and any(is_title(other.text) for other in runs[number + 1 :]):
            continue
        words_before = _has_words(runs[:number])
        if is_title(run.text, _FEW if words_before else 1) and not is_label(run.text):
            return Title(clean(_without_before(run.text)), number)
        if words_before:
            return None
    return None


def _quoted(runs: tuple[Run, ...]) -> Title | None:
    for number, run in enumerate(runs):
        found = None if run.address else _QUOTED.search(run.text)
        if found and is_title(found["title"], _FEW):
            return Title(clean(found["title"]), number)
    return None


def _first(runs: tuple[Run, ...]) -> Title | None:
    """The first sentence before the links that can be a title."""
    before: list[str] = []
    for run in runs:
        if run.address and (is_label(run.text) or is_names_or_venue(run.text) or run.text == run.address):
            if _WORD.search(_without_before("".join(before))):
                break
            before.clear()
        elif _is_aside(run, before):
            break
        else:
            before.append(run.text)
    rest = without_label("".join(before)[:_REACH])
    for _ in range(3):
        rest = _without_before(rest)
        stop = _STOP.search(rest)
        sentence = rest[: stop.start() + (stop[0] in "?!")] if stop else rest
        cut = _CUT.split(sentence, maxsplit=1)[0] if not is_names_or_venue(sentence) else sentence
        if is_title(plain := _without_last(_TAIL, cut)) and not is_label(plain):
            return Title(clean(plain), 0)
        if stop is None:
            return None
        rest = re.sub(r"^\s*\(\d{4}\w?\)\.?", "", rest[stop.end() :])
    return None


def _without_last(bracketed: re.Pattern[str], text: str) -> str:
    """The text without the brackets at its end that match `bracketed`."""
    return bracketed.sub("", text) if text.rstrip(" \n.")[-1:] in _CLOSES else text


def _is_aside(run: Run, before: list[str]) -> bool:
    """Whether words in italics after a title are its authors: `Talking to otters *A. Alder et al. ICO*`."""
    names = run.emphasis and not run.strong and (names_in(run.text) or "et al" in run.text)
    return bool(names) and len(_WORD.findall(_without_before("".join(before)))) >= _FEW


def _without_before(text: str) -> str:
    """The text without dates, numbers, venues and names before the title (`_BEFORE`)."""
    for _ in range(8):
        match = _BEFORE.match(text)
        if match is None or not match[0].strip() or not text[match.end() :].strip():
            break
        text = text[match.end() :]
    return text


def stands_first(runs: tuple[Run, ...], title: Title) -> bool:
    """Whether only a date, a venue or names stand before a title, no sentence."""
    return not title.run or _is_first(runs[: title.run])


def _is_first(before: tuple[Run, ...]) -> bool:
    """Whether a title may begin after these runs."""
    text = words(before)
    return not _WORD.search(_without_before(text)) or is_names_or_venue(text)
