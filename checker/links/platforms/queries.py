"""The parts of a URL's query: those that name the target, and those that only track visitors. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote

#: Keys that browsing and marketing add to a URL: campaign, referrer, session.
_TRACKING = re.compile(
    r"(?:utm_\w+|(?:fb|g|dc|ms|y|tw)clid|gclsrc|gad_source|mc_[ce]id|igshid|igsh|_ga|_gl|ref|ref_src|ref_url|spm"
    r"|usp|trk|cmpid|ncid|hsctatracking|feature|si|s?campaign(?:id)?)\Z",
    re.IGNORECASE,
)
#: The last segment of a path that is a program which makes its pages from the query: by file ending, or by usual
#: name.
_PROGRAM = re.compile(
    r".*\.(?:cgi|php\d?|aspx?|jspx?|jsf|cfm|xhtml|pl|do|py)\Z|(?:forum|pdf|attachment|item|entry|record|dataset)\Z",
    re.IGNORECASE,
)
#: Keys that tell such a program what to show.
_NAMING = re.compile(
    r"(?:[a-z]{1,12}_?)?(?:id|no|num(?:ber)?|acc(?:ession)?)\Z"
    r"|(?:p|root|pid|gid|uid|doi|name|proj(?:ect)?|item|entry|key|dataset|database|db|tool|title|page|software)\Z",
    re.IGNORECASE,
)
#: Keys that name an artifact whatever the path is.
_ANYWHERE = ("persistentid", "origin_url")
#: The separator of two pairs; HTML writes `&` as an entity.
_SEPARATOR = re.compile(r"&(?:amp;)?|;")


def pairs(query: str) -> list[tuple[str, str]]:
    """The pairs of key and value in a query, as written, separated by `&`, `&amp;` or `;`."""
    parts = (one.partition("=") for one in _SEPARATOR.split(query) if one)
    return [(key, value) for key, _, value in parts]


def value(query: str, *keys: str) -> str:
    """The value, percent-decoded, of the first of these keys that has one in a query; empty if none has."""
    found = {key.casefold(): value for key, value in reversed(pairs(query))}
    return next((unquote(found[key]) for key in keys if found.get(key)), "")


def naming(last: str, query: str) -> str:
    """The pairs of a query that name the artifact, values percent-decoded; `last` is the last segment of the path."""
    program = _PROGRAM.match(last) is not None
    kept = (
        f"{key}={unquote(value)}"
        for key, value in pairs(query)
        if value and ((program and _NAMING.match(key)) or key.casefold() in _ANYWHERE)
    )
    return "&".join(kept)


def untracked(query: str) -> str:
    """A query without the pairs that only track visitors."""
    parts = _SEPARATOR.split(query)
    kept = [one for one in parts if one and not _TRACKING.match(one.partition("=")[0])]
    return query if len(kept) == len(parts) else "&".join(kept)
