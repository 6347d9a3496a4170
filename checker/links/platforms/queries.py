"""Which part of a query names the target, and which only tracks visitors. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote

# What a visit leaves in an address: campaign, referrer, session of the browser.
_TRACKING = re.compile(
    r"(?:utm_\w+|(?:fb|g|dc|ms|y|tw)clid|gclsrc|gad_source|mc_[ce]id|igshid|igsh|_ga|_gl|ref|ref_src|ref_url|spm"
    r"|usp|trk|cmpid|ncid|hsctatracking|feature|si|s?campaign(?:id)?)\Z",
    re.IGNORECASE,
)
#: A program that makes its pages from its query, by the ending of its name or as such programs are called.
_PROGRAM = re.compile(
    r".*\.(?:cgi|php\d?|aspx?|jspx?|jsf|cfm|xhtml|pl|do|py)\Z|(?:forum|pdf|attachment|item|entry|record|dataset)\Z",
    re.IGNORECASE,
)
#: Keys by which such programs are told what to show.
_NAMING = re.compile(
    r"(?:[a-z]{1,12}_?)?(?:id|no|num(?:ber)?|acc(?:ession)?)\Z"
    r"|(?:p|root|pid|gid|uid|doi|name|proj(?:ect)?|item|entry|key|dataset|database|db|tool|title|page|software)\Z",
    re.IGNORECASE,
)
#: Keys that name a thing wherever they stand.
_ANYWHERE = ("persistentid", "origin_url")
#: What parts two pairs; HTML writes the mark as an entity.
_MARK = re.compile(r"&(?:amp;)?|;")


def pairs(query: str) -> list[tuple[str, str]]:
    """The keys and values of a query, as written, whichever mark parts them."""
    parts = (one.partition("=") for one in _MARK.split(query) if one)
    return [(key, value) for key, _, value in parts]


def value(query: str, *keys: str) -> str:
    """The value of the first of these keys in a query, percent signs undone; empty if none is there."""
    found = {key.casefold(): value for key, value in reversed(pairs(query))}
    return next((unquote(found[key]) for key in keys if found.get(key)), "")


def naming(last: str, query: str) -> str:
    """The part of a query that names the thing on the page whose last segment is `last`; empty if none does."""
    program = _PROGRAM.match(last) is not None
    kept = (
        f"{key}={unquote(value)}"
        for key, value in pairs(query)
        if value and ((program and _NAMING.match(key)) or key.casefold() in _ANYWHERE)
    )
    return "&".join(kept)


def untracked(query: str) -> str:
    """A query without what a visit leaves in it."""
    parts = _MARK.split(query)
    kept = [one for one in parts if one and not _TRACKING.match(one.partition("=")[0])]
    return query if len(kept) == len(parts) else "&".join(kept)
