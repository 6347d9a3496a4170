"""
YAML and TOML → values, and whether a text is YAML that holds records.

What a few bytes of YAML can unfold to is bounded: aliases are refused, and so is deep nesting. Its numbers, dates and
words like `no` stay as they are written, for they may be identifiers: `arxiv: 2310.15510`, `id: 010`. So do TOML's
numbers with a point.
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
from checker.papers.streams.decoding import decoded
from checker.papers.streams.unpacking import HEAD

if TYPE_CHECKING:
    from checker.papers.shapes.layout import Place

_DEEPEST = 32  # levels
#: The first line of YAML that holds records: a key, of an item or of the whole.
_FIRST = re.compile(r"[ \t]*(?:-[ \t]+)?[\"']?[\w-][\w ./-]{0,60}[\"']?:(?=\s|$)")
_ABOVE = 200  # lines of comments that may stand above it
_KEY = re.compile(r"\n(?=[^\s#])")
_ITEM_KEY = re.compile(r"^[ \t]*- +[\"']?([\w-]+)[\"']?:(?=\s)", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*- ", re.MULTILINE)
_TABLES = re.compile(r"^\[\[[\w.\"-]+\]\]", re.MULTILINE)
_SEEN = 50  # records
_AGAIN = 2  # items that begin alike


def yaml_value(text: str) -> Any:
    """What YAML holds, its scalars as texts; None where it is empty, broken, nests deeply or has aliases."""
    import yaml  # noqa: PLC0415  (slow to import, and few inputs have any)

    try:
        if _is_bomb(yaml.parse(text, _loader())):
            return None
        return yaml.load(text, _loader())  # noqa: S506  (a safe loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


@cache
def _loader() -> Any:
    """The safe loader of YAML, to which every scalar without a tag is a text, and `null` is none."""
    import yaml  # noqa: PLC0415  (see above)

    safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built
    nulls = {
        first: [(tag, form) for tag, form in known if tag == "tag:yaml.org,2002:null"]
        for first, known in safe.yaml_implicit_resolvers.items()
    }
    return type("Loader", (safe,), {"yaml_implicit_resolvers": nulls})


def _is_bomb(events: Any) -> bool:
    depth = 0
    for event in events:
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if name == "AliasEvent" or depth > _DEEPEST:
            return True
    return False


def toml_value(text: str) -> dict[str, Any] | None:
    """What TOML holds, numbers with a point as texts; None where it is broken."""
    try:
        return tomllib.loads(text, parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


@lru_cache(maxsize=4)  # asked by several readers of the same input
def yaml_place(head: bytes) -> Place | None:
    """
    Where records stand in YAML that begins so, None for any other text: each has several keys, as no item of Markdown
    has that begins with a word and a colon.
    """
    text = decoded(head)
    if not _begins_with_key(text):
        return None
    value = plain_value(yaml_value(whole_yaml(text) if len(head) >= HEAD else text))
    place = place_of([value]) if isinstance(value, dict | list) else None
    if place is None or not place.path:
        return None
    records = [one for _, one in islice(records_in(value, place.path), _SEEN)]
    return place if sum(isinstance(one, dict) and len(one) > 1 for one in records) > len(records) / 2 else None


@lru_cache(maxsize=4)
def is_broken_yaml(head: bytes) -> bool:
    """Whether a text that can't be read as YAML is meant as such: most of its items begin with the same key."""
    text = decoded(head)
    keys = Counter(_ITEM_KEY.findall(text)) if _begins_with_key(text) else Counter()
    often = max(keys.values(), default=0)
    if often < _AGAIN or 2 * often <= len(_ITEM.findall(text)):
        return False
    return yaml_value(whole_yaml(text) if len(head) >= HEAD else text) is None


@lru_cache(maxsize=4)
def toml_place(head: bytes) -> Place | None:
    """Where records stand in TOML that begins so: under `[[…]]`. None for any other text."""
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
    """YAML that was cut or breaks, up to where its last item or key begins."""
    first = re.search(r"^([ \t]*)- ", text, re.MULTILINE)
    at = text.rfind(f"\n{first[1]}- ") if first else max((one.start() for one in _KEY.finditer(text)), default=-1)
    return text[: at + 1]


def whole_toml(text: str) -> str:
    """TOML that was cut or breaks, up to its last table of a list."""
    return text[: text.rfind("\n[[") + 1]


def plain_value(value: Any) -> Any:
    """A value as JSON would have it: keys that are texts, dates in ISO 8601."""
    if isinstance(value, dict):
        return {"null" if key is None else str(key): plain_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain_value(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, bytes) else value
