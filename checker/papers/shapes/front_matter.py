"""
What stands between fences before a text: YAML (`---`) or TOML (`+++`), as Jekyll, Hugo and JOSS write it.

What a few bytes of YAML can unfold to is bounded: aliases are refused, and so is deep nesting.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 2**18  # characters
_DEEPEST = 32  # levels


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """(the fields between the fences, the text under them); no fields where none stand, or they are broken."""
    found = _YAML.match(text) or _TOML.match(text)
    if found is None or len(found[0]) > _LONGEST:
        return {}, text
    fields = yaml_mapping(found[1] or "") if text.startswith("-") else _toml_mapping(found[1])
    return fields, text[found.end() :]


def yaml_mapping(text: str) -> dict[str, Any]:
    """The mapping that YAML holds; empty where it holds none, is broken, nests deeply or has aliases."""
    import yaml  # noqa: PLC0415  (slow to import, and few inputs have any)

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built
        if _is_bomb(yaml.parse(text, loader)):
            return {}
        value = yaml.load(text, loader)  # noqa: S506  (both are safe loaders)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {str(name): one for name, one in value.items()} if isinstance(value, dict) else {}


def _is_bomb(events: Any) -> bool:
    depth = 0
    for event in events:
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if name == "AliasEvent" or depth > _DEEPEST:
            return True
    return False


def _toml_mapping(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
