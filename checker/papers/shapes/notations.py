"""
YAML and TOML → values, and whether a text is YAML or TOML that holds records.

YAML with aliases or deep nesting is refused, because a few bytes of it can expand to gigabytes. YAML's numbers, dates
and words like `no` are read as texts, because they may be identifiers: `arxiv: 2310.15510`, `id: 010`. So are TOML's
numbers with a decimal point.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from checker.papers.shapes.layout import place_of, records_in
from checker.papers.shapes.names import NAMES, WEAK, plain_name
from checker.papers.streams.decoding import decoded
from checker.papers.streams.unpacking import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.papers.shapes.layout import Place

_DEEPEST = 32  # levels
#: The first line of YAML that holds records: a key, of the first item of a list or of a mapping.
_FIRST = re.compile(r"[ \t]*(?:-[ \t]+)?[\"']?[\w-][\w ./-]{0,60}[\"']?:(?=\s|$)")
_ABOVE = 200  # lines of comments that may stand above that line
_KEY = re.compile(r"\n(?=[^\s#])")
_ITEM_KEY = re.compile(r"^[ \t]*- +[\"']?([\w-]+)[\"']?:(?=\s)", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*- ", re.MULTILINE)
_TABLES = re.compile(r"^\[\[[\w.\"-]+\]\]", re.MULTILINE)
_DOCUMENT = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_SEEN = 50  # records that are examined
_AGAIN = 2  # items that begin with the same key: the least for broken YAML
LONGEST = 4 * 2**20  # characters that are parsed at once; parsed, they take twenty times as much memory
_TOGETHER = 2**16  # characters after which the next item or document begins another part
_TITLES = frozenset(NAMES["title"]) - WEAK


def yaml_values(text: str) -> list[Any] | None:
    """
    The values of the documents in a YAML text, in the types of JSON, scalars as texts, empty documents left out. None
    if all are empty, or one is broken, is nested too deeply or has aliases.
    """
    import yaml  # noqa: PLC0415  (slow to import, and few inputs have any)

    try:
        if _is_bomb(yaml.parse(text, _loader())):
            return None
        found = [plain_value(one) for one in yaml.load_all(text, _loader())]
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return [one for one in found if one is not None] or None


def yaml_value(text: str) -> Any:
    """The value of a YAML text with one document, as `yaml_values` gives it; None if there are several documents."""
    values = yaml_values(text) or ()
    return values[0] if len(values) == 1 else None


def yaml_parts(lines: Iterable[str]) -> Iterator[str]:
    """
    The parts of YAML that can be parsed separately: whole documents, and whole items of a document that is a list. A
    mapping is one part. A part longer than `LONGEST` is cut there, and nothing after it is read.
    """
    some, size, is_list = list[str](), 0, None
    for line in lines:
        begins = bool(_DOCUMENT.match(line))
        if size > _TOGETHER and (begins or (is_list and line.startswith("- "))):
            yield "".join(some)
            some, size = [], 0
        if begins:
            is_list = None
        elif is_list is None and line.strip() and not line.startswith(("#", "%")):
            is_list = line.startswith("- ")
        some.append(line)
        size += len(line)
        if size > LONGEST:
            break
    yield "".join(some)


def one_part(lines: Iterable[str]) -> Iterator[str]:
    """All lines as one part, cut at `LONGEST`: TOML can't be split, because any line may add to any table."""
    some, size = list[str](), 0
    for line in lines:
        some.append(line)
        size += len(line)
        if size > LONGEST:
            break
    yield "".join(some)


@cache
def _loader() -> Any:
    """PyYAML's safe loader, changed: every scalar without a tag is a text, but for `null`, which stays None."""
    import yaml  # noqa: PLC0415  (see above)

    safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built
    nulls = {
        first: [(tag, form) for tag, form in known if tag == "tag:yaml.org,2002:null"]
        for first, known in safe.yaml_implicit_resolvers.items()
    }
    return type("Loader", (safe,), {"yaml_implicit_resolvers": nulls})


def _is_bomb(events: Any) -> bool:
    """Whether YAML has aliases or deep nesting, by which a short text can expand to an enormous value."""
    depth = 0
    for event in events:
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if name == "AliasEvent" or depth > _DEEPEST:
            return True
    return False


def toml_value(text: str) -> dict[str, Any] | None:
    """The table that a TOML text holds, numbers with a decimal point as texts; None if it is broken."""
    try:
        return tomllib.loads(text, parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def toml_values(text: str) -> list[Any] | None:
    """A list with the table that a TOML text holds, in the types of JSON; None if it is broken."""
    value = toml_value(text)
    return None if value is None else [plain_value(value)]


@lru_cache(maxsize=4)  # asked by several readers of the same input
def yaml_place(head: bytes) -> Place | None:
    """
    Where records stand in YAML that begins with `head`; None for any other text.

    Records have several keys: items of a Markdown list may begin with a word and a colon, but have no second key. If
    there are several documents, each must hold papers with titles: a text below front matter does not.
    """
    text = decoded(head)
    values = yaml_values(whole_yaml(text) if len(head) >= HEAD else text) if _begins_with_key(text) else None
    place = place_of(values) if values and all(isinstance(one, dict | list) for one in values) else None
    if not values or place is None:
        return None
    found = [[one for _, one in islice(records_in(value, place.path), _SEEN)] for value in values]
    if len(values) > 1:
        return place if all(some and all(map(_is_titled, some)) for some in found) else None
    whole = sum(isinstance(one, dict) and len(one) > 1 for one in found[0])
    return place if place.path and whole > len(found[0]) / 2 else None


def _is_titled(record: Any) -> bool:
    return isinstance(record, dict) and len(record) > 1 and not _TITLES.isdisjoint(map(plain_name, record))


@lru_cache(maxsize=4)
def is_broken_yaml(head: bytes) -> bool:
    """Whether a text is YAML with an error: it can't be parsed, and most of its items begin with the same key."""
    text = decoded(head)
    keys = Counter(_ITEM_KEY.findall(text)) if _begins_with_key(text) else Counter()
    often = max(keys.values(), default=0)
    if often < _AGAIN or 2 * often <= len(_ITEM.findall(text)):
        return False
    return yaml_values(whole_yaml(text) if len(head) >= HEAD else text) is None


@lru_cache(maxsize=4)
def toml_place(head: bytes) -> Place | None:
    """Where records stand in TOML that begins with `head`: under `[[…]]`. None for any other text."""
    text = decoded(head)
    if not _TABLES.search(text):
        return None
    value = toml_value(whole_toml(text) if len(head) >= HEAD else text)
    place = place_of([value]) if value else None
    return place if place and place.path else None


def _begins_with_key(text: str) -> bool:
    for line in text.split("\n", _ABOVE)[:_ABOVE]:
        if line.strip() not in ("", "---") and not line.lstrip().startswith(("#", "%YAML")):
            return bool(_FIRST.match(line))
    return False


def whole_yaml(text: str) -> str:
    """YAML whose end is cut off or broken, up to the beginning of its last document, item or key."""
    documents = [one.start() for one in _DOCUMENT.finditer(text) if text[: one.start()].strip()]
    if len(documents) > 1:
        return text[: documents[-1]]
    first = re.search(r"^([ \t]*)- ", text, re.MULTILINE)
    at = text.rfind(f"\n{first[1]}- ") if first else max((one.start() for one in _KEY.finditer(text)), default=-1)
    return text[: at + 1]


def whole_toml(text: str) -> str:
    """TOML whose end is cut off or broken, up to the beginning of the last table in an array of tables."""
    return text[: text.rfind("\n[[") + 1]


def plain_value(value: Any) -> Any:
    """A value in the types of JSON: keys as texts, dates in ISO 8601, None for bytes."""
    if isinstance(value, dict):
        return {"null" if key is None else str(key): plain_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain_value(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, bytes) else value
