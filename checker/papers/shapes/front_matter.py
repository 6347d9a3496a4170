"""Front matter: YAML (between `---`) or TOML (between `+++`) before a text, as Jekyll, Hugo and JOSS write it."""

from __future__ import annotations

import re
from typing import Any

from checker.papers.shapes.notations import toml_value, yaml_value

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 2**18  # characters


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """(fields of the front matter, text below it); no fields if there is no front matter or it is broken."""
    found = _YAML.match(text) or _TOML.match(text)
    if found is None or len(found[0]) > _LONGEST:
        return {}, text
    fields = yaml_mapping(found[1] or "") if text.startswith("-") else toml_value(found[1]) or {}
    return fields, text[found.end() :]


def yaml_mapping(text: str) -> dict[str, Any]:
    """The mapping in a YAML text; empty if it holds another value, is broken, is nested too deeply or has aliases."""
    value = yaml_value(text)
    return {str(name): one for name, one in value.items()} if isinstance(value, dict) else {}
