"""Recognises names of authors, and venues with their year, which stand beside titles."""

from __future__ import annotations

import re

_LONGEST = 400  # characters of a text that are searched
_VENUE_LONGEST = 40  # characters of a venue with its year
_YEAR = r"(?:['\u2019]\s?\d{2}|(?:19|20)\d{2})"
#: Venues that lists name with two digits of the year: `CVPR23`.
_SHORT = (
    r"(?:3DV|AAAI|ACCV|ACL|ACM|AISTATS|ASE|ASPLOS|BMVC|CCS|CHI|CIKM|COLING|COLM|COLT|CoRL|CVPR|EACL|ECAI|ECCV"
    r"|ECIR|EMNLP|ESEC|EuroSys|FAccT|FAST|FSE|HPCA|ICASSP|ICCV|ICDE|ICDM|ICLR|ICML|ICME|ICPC|ICRA|ICSE|IJCAI|IJCV"
    r"|INTERSPEECH|Interspeech|IROS|ISCA|ISSTA|ISWC|KDD|LREC|MICCAI|MICRO|MLSys|MSR|NAACL|NDSS|NeurIPS|NIPS|NSDI|OOPSLA"
    r"|OSDI|PAMI|PLDI|POPL|RSS|SANER|SIGGRAPH|SIGIR|SIGMOD|SOSP|TACL|TIP|TMLR|TNNLS|TPAMI|TSE|TVCG|UAI|UIST|USENIX|VLDB"
    r"|WACV|WSDM|WWW)W?[\s'\u2019-]?(?:9\d|[0-3]\d)(?!\d)"
)
_VENUE = re.compile(
    rf"\b[A-Z][\w&-]*(?:\s[\w&-]+){{0,4}}[\s-]?{_YEAR}|\b{_SHORT}|\b(?i:arxiv|preprint|under review)\b"
)
#: A cheap test before `_VENUE`: most texts have neither two digits nor one of these words.
_MAY_BE_VENUE = re.compile(r"[\dxXpPrR](?:(?<=\d)\d|(?i:(?<=x)iv|(?<=p)rint|(?<=r)eview))")
_BETWEEN = re.compile(r"[^\w\s&'\u2019-]+")  # marks that names of venues do not have
_SHORT_ALONE = re.compile(rf"{_SHORT}\W*")
_SHORT_YEAR = re.compile(rf"\b{_SHORT}")
_TWO_DIGITS = re.compile(r"\d(?<!\d\d)\d(?!\d)")  # its last two digits: a cheap test before `_SHORT_YEAR`
_PART = r"[A-Z\u00c0-\u00de][\w'\u2019-]*\.?"
_NAME = rf"(?:[A-Z]\.[\s~-]?)*(?:(?:van|von|de|der|den|la|le|di|del|al|el|bin)\s)*{_PART}(?:\s{_PART}){{0,3}}"
_ET_AL = r"et\.?\s+al\.?"
_NAMES = re.compile(
    rf"""
      (?:{_NAME}(?:\s*(?:,|;|&|\band\b))+\s*)+(?:{_NAME}(?:,?\s+{_ET_AL})?|{_ET_AL},?|others)\.?  # several
    | {_NAME},?\s+{_ET_AL}
    | {_NAME}(?=\s*\(\d{{4}}\))                                                # one, and the year
    | {_PART}\s[A-Z]{{1,3}}\.?(?!\w)                                             # as medicine has them: Reed A
    | (?:[A-Z]\.[\s~-]?)+{_NAME} | {_NAME},[ ](?:[A-Z]\.\s?)+                  # one with initials
    """,
    re.VERBOSE,
)
#: A lower-case word that names do not have and titles do: a cheap test before `_NAMES`.
_NO_NAME = re.compile(r"\s(?!van|von|de|la|le|di|al|el|bin|and|et|others)[a-z]")


def is_names_or_venue(text: str) -> bool:
    """Whether a text is names only, or a venue with its year: it stands beside a title and is not one."""
    plain = text.strip(" \n.,;:()[]*")
    if len(plain) > _LONGEST:
        return False
    are_names = _NO_NAME.search(plain) is None and _NAMES.fullmatch(plain) is not None
    return are_names or (len(plain) < _VENUE_LONGEST and bool(_VENUE.fullmatch(plain)))


def is_short_venue(text: str) -> bool:
    """Whether a text is a venue with two digits of its year: `CVPR23`."""
    return bool(_SHORT_ALONE.fullmatch(text.strip(" \n.,;:()[]*|")))


def short_year(text: str) -> str:
    """The year of such a venue in a text, `2023`; empty if there is none."""
    found = _SHORT_YEAR.search(text) if _TWO_DIGITS.search(text) else None
    digits = found[0][-2:] if found else ""
    return f"{'19' if digits >= '90' else '20'}{digits}" if digits else ""


def begins_names(text: str, more: str) -> bool:
    """Whether a text is the beginning of a longer list of names; `more` is the text and what follows it."""
    found = _NAMES.match(more[:_LONGEST]) if len(text) < _VENUE_LONGEST else None
    return found is not None and found.end() > len(text) + 3


def names_in(text: str) -> str:
    """The list of names at the beginning of a text; empty if there is none."""
    found = _NAMES.match(text[:_LONGEST])
    return found[0].strip(" ,;") if found else ""


def venue_in(text: str) -> str:
    """The first venue with its year in a text; empty if there is none."""
    for part in _BETWEEN.split(text[:_LONGEST]) if _MAY_BE_VENUE.search(text) else ():
        if _MAY_BE_VENUE.search(part) and (found := _VENUE.search(part)):
            return found[0].strip()
    return ""
