"""What stands between fences before a text: YAML (`---`) or TOML (`+++`), as Jekyll, Hugo and JOSS write it."""

from __future__ import annotations

import re
from typing import Any

from checker.papers.shapes.notations import toml_value, yaml_value

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 2**18  # characters


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """(the fields between the fences, the text under them); no fields where none stand, or they are broken."""
    found = _YAML.match(text) or _TOML.match(text)
    if found is None or len(found[0]) > _LONGEST:
        return {}, text
    fields = yaml_mapping(found[1] or "") if text.startswith("-") else toml_value(found[1]) or {}
    return fields, text[found.end() :]


def yaml_mapping(text: str) -> dict[str, Any]:
    """The mapping that YAML holds; empty where it holds none, is broken, nests deeply or has aliases."""
    value = yaml_value(text)
    return {str(name): one for name, one in value.items()} if isinstance(value, dict) else {}
