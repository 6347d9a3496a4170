"""
Dates as sources write them → ISO 8601, as exact as they are known: `2024`, `2024-03`, `2024-03-11`.

Names of months in English, Spanish, German, French, Portuguese, Italian, Chinese and Japanese. A range counts from
where it begins, a season has no month, and numbers that may be read in two ways (`03/04/2024`) leave the year alone.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MAIL_DATE = re.compile(rf"\w{{3}}, (\d{{1,2}}) ({'|'.join(_SHORT)}) (\d{{4}}) (\d\d:\d\d:\d\d) GMT", re.ASCII)
#: A month a line, without accents: English, Spanish, German, French, Portuguese, Italian; then Chinese characters.
_NAMES = (
    "january jan enero ene januar janner janvier janv janeiro gennaio gen 一月",
    "february feb febrero februar fevrier fevr fev fevereiro febbraio 二月",
    "march mar marzo marz maerz mrz mars marco 三月",
    "april apr abril abr avril avr aprile 四月",
    "may mayo mai maio maggio mag 五月",
    "june jun junio juni juin junho giugno giu 六月",
    "july jul julio juli juillet juil julho luglio lug 七月",
    "august aug agosto ago aout 八月",
    "september sep sept septiembre setiembre septembre setembro settembre set 九月",
    "october oct octubre oktober okt octobre outubro out ottobre ott 十月",
    "november nov noviembre novembre novembro 十一月",
    "december dec diciembre dic dezember dez decembre dezembro dicembre 十二月",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年\s]\s*(\d{1,2})(?:\s*[-/.月\s]\s*(\d{1,2}))?(?!\d)", re.ASCII)
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)", re.ASCII)
_TIME = re.compile(r"\d{1,2}:\d\d(:\d\d)?")
_LONGEST = 100  # characters; what is longer is no date


def date_of(parts: Iterable[object]) -> str:
    """(year, month, day), as many as are known, a month by its number or name, as an ISO 8601 date: `2024-03-11`."""
    found = ""
    for part, low, high, form in zip(parts, (1000, 1, 1), (9999, 12, 31), ("{}", "-{:02}", "-{:02}"), strict=False):
        digits = str(part).strip()
        if high == 12:
            digits = str(month_of(digits) or digits)
        if not (digits.isascii() and digits.isdigit() and len(digits) < 5 and low <= int(digits) <= high):
            break
        found += form.format(int(digits))
    return found


def month_of(name: str) -> int:
    """The number of a month by its name or usual short form (`Sept.`, `março`); 0 for none."""
    return MONTHS.get(_plain(name.strip(" .")), 0)


@lru_cache(maxsize=4096)
def written_date(text: str, year: str = "") -> str:
    """
    A date as people and exports write it (`2021 May 4`, `NOV`, `4. März 2021`, `2018/05//`, `Spring 2020`) in ISO
    8601; a moment stays one. `year` is what another field says and counts where the text names none. Empty: no date.
    """
    text = (text.strip() or year.strip())[:_LONGEST]
    if _MOMENT.fullmatch(text):
        return text
    if found := _ISO.fullmatch(text) or _PACKED.fullmatch(text) or _YEAR_FIRST.match(text):
        return date_of(found.groups(""))
    written = _YEAR.search(text)
    rest = text if written is None else f"{text[: written.start()]} {text[written.end() :]}"
    return date_of((written[1] if written else year.strip()[:4], *_month_and_day(rest)))


def _month_and_day(text: str) -> Sequence[object]:
    """The month that is named first, and the day where there is one and no more; of numbers alone, what is sure."""
    numbers = [int(one) for one in _DAY.findall(_TIME.sub("", text))]
    month = next(filter(None, map(month_of, _WORD.findall(text))), 0)
    if month:
        return (month, numbers[0]) if len(numbers) == 1 else (month,)
    if _WORD.search(re.sub("[月日]", "", text)):
        return ()  # a season, a quarter: its number is no month's
    return numbers if "月" in text else _sure(numbers)


def _sure(numbers: Sequence[int]) -> Sequence[int]:
    """(month, day) of numbers in the order of Europe or of America; none where both would do."""
    match numbers:
        case [month]:
            return (month,)
        case [day, month] if day > 12 or day == month:
            return (month, day)
        case [month, day] if day > 12:
            return (month, day)
        case _:
            return ()


@lru_cache(maxsize=1024)
def _plain(word: str) -> str:
    """A word in small letters without its accents."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def moment_of(seconds: float) -> str:
    """Seconds since 1970 as an ISO 8601 moment in UTC; empty for a number that is no moment."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return ""


def mail_date(text: str) -> str:
    """A date in the form of mail (`Mon, 2 Apr 2007 19:18:42 GMT`) as an ISO 8601 moment in UTC; or empty."""
    try:
        return _usual_mail_date(text) or moment_of(parsedate_to_datetime(text).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _usual_mail_date(text: str) -> str:
    """The same for the form that servers write, a tenth of the work; empty for every other. ValueError: no date."""
    usual = _MAIL_DATE.fullmatch(text)
    if usual is None:
        return ""
    day, month, year, time = usual.groups()
    moment = f"{year}-{_SHORT.index(month) + 1:02}-{day:0>2}T{time}"
    datetime.fromisoformat(moment)
    return f"{moment}Z"
