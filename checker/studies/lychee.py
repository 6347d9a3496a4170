"""The output of lychee (lycheeverse/lychee 0.24) with `--format json`; with `--verbose` it has working links too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.studies.protocol import Look, outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.statistics.published.derived import Derived
    from checker.studies.opening import Content
    from checker.studies.protocol import Tools

#: Key of the output that holds links → whether these answered. Older releases write fail_map for error_map.
_MAPS = {"success_map": True, "error_map": False, "fail_map": False, "timeout_map": False}


class Lychee:
    """The output of lychee. It holds no date."""

    name = "lychee"

    def recognises(self, content: Content) -> bool:
        """Whether the document has lychee's keys."""
        document = content.document if isinstance(content.document, dict) else {}
        return "total" in document and bool(_MAPS.keys() & document.keys())

    def looks(self, content: Content) -> Iterator[Look]:
        """One look for each address that was checked; excluded ones are not in these keys."""
        seen: set[str] = set()
        for name, answered in _MAPS.items():
            for link in _links(content.document.get(name)):
                if link["url"].startswith(("http://", "https://")) and link["url"] not in seen:
                    seen.add(link["url"])
                    yield _look(link, answered=answered)

    def derived(self, _content: Content, _tools: Tools) -> Iterator[Derived]:
        """Nothing: lychee is a tool, and no study with figures."""
        yield from ()


def _links(inputs: Any) -> Iterator[dict[str, Any]]:
    for links in inputs.values() if isinstance(inputs, dict) else ():
        yield from (link for link in links if isinstance(link, dict) and isinstance(link.get("url"), str))


def _look(link: dict[str, Any], *, answered: bool) -> Look:
    status = link.get("status")
    code = status.get("code") if isinstance(status, dict) else None
    code = code if isinstance(code, int) else None
    outcome = "present" if answered else "unknown" if code is None else outcome_of(code)
    return Look(link["url"], "", answered, outcome, code)
