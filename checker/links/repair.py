"""
What happens to addresses in text, undone: blanks and line ends inside, LaTeX, entities, glued words.

Two steps, both pure. `reach` says how far an address extends from where it starts, over blanks that break it;
`whole` makes the clean text of an address out of what stands there.
"""

from __future__ import annotations

import re

#: A run of characters that may stand in an address; the bound keeps the work on hostile text linear. Brackets are
#: dealt with by `_balanced`.
_RUN = re.compile(
    r"(?:\\[_%#&~$-]|\\textunderscore(?:\{\})?"
    r"|(?!&[lg]t)[^\s<>\"{}|^`\\\u2018-\u201f\u3000-\u303f\uff00-\uffef«»\u200b]){1,2048}"
)
_BLANK = re.compile(r"[ \t]{1,2}(?:\r?\n[ \t]*)?|\r?\n[ \t]*")
_HOST_END = re.compile(r"(?:com|co|io|org|net|edu|cn|science)(?=[/\s]|$)", re.IGNORECASE)
_WORDY = re.compile(r"[A-Z]?[a-z]+[,.;:]?\Z|[A-Za-z]\Z")
_NAMEISH = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[\w.-]*)*")
_NEEDS = dict.fromkeys(
    ("github.com", "gitlab.com", "bitbucket.org", "gist.github.com", "codeberg.org", "gitee.com"), 2
)
_MARKS = ".,;:!?'*_~\u2026"
_STARTERS = (
    "The|Our|We|This|These|In|Code|Codes|It|All|To|For|Experiments?|Moreover|Furthermore|Additionally|Project|Data"
    "|Dataset|Models?|Keywords?|Index|Demo|Video|Website|Github|GitHub|Results|Extensive|More|Source|And|As|Based|By"
)
_GLUED = re.compile(rf"\.(?:{_STARTERS})\Z|\.(?=(?:{_STARTERS})(?:[A-Z]|\Z))|(?<=[a-z0-9])(?:The|Our|We|This)\Z")
_TAIL = re.compile(r"(?:\\\\|\\|&(?:gt|lt|quot|amp|nbsp);?|\$|[\u2014\u2013]|--+)\Z")
_INNER = re.compile(r"(?<=.)(?<![=/?&])h?ttps?:/", re.IGNORECASE)
_BLANK_LIMIT = 6  # blanks inside one address: more is prose


def reach(text: str, start: int) -> int:
    """The end of the address that starts at `start`: whole runs, and the blanks between that break it."""
    end = start
    for _ in range(_BLANK_LIMIT):
        end = _run_end(text, end)
        blank = _BLANK.match(text, end)
        following = _RUN.match(text, blank.end()) if blank else None
        if not blank or not following or not _continues(text[start:end], following[0], at_line_end="\n" in blank[0]):
            break
        end = blank.end()
    return end


def _run_end(text: str, start: int) -> int:
    run = _RUN.match(text, start)
    if not run:
        return start
    inner = _INNER.search(run[0], 6)
    return start + inner.start() if inner else run.end()


def _continues(sofar: str, token: str, *, at_line_end: bool) -> bool:
    """Whether the token after a blank belongs to the address so far."""
    address = re.sub(r"\s+", "", sofar).replace("\\", "")
    if re.fullmatch(r"(?i)h+t+p*s*:?/{0,2}", address):
        return bool(re.match(r"(?i):?/|[\w-]+\.|github|www", token))
    rest = re.sub(r"(?i)^(?:h+t+p*s*)?:?/*(?:www\.)?", "", address)
    host, slash, path = rest.partition("/")
    if not slash:
        return _host_continues(host, token)
    if address.endswith(("-", "_")):
        return bool(re.match(r"[A-Za-z0-9]", token))
    return _path_continues(host.casefold(), path, token, at_line_end=at_line_end)


def _host_continues(host: str, token: str) -> bool:
    if host.endswith(".") and "." not in host[:-1]:
        return bool(_HOST_END.match(token))
    if host.endswith(".") or "." not in host:
        return bool(re.match(r"\.?(?:github\.)?(?:com|io|co|org|net|edu)/", token, re.IGNORECASE))
    return token.startswith("/") and len(token) > 2 and host.casefold() in _NEEDS


def _path_continues(host: str, path: str, token: str, *, at_line_end: bool) -> bool:
    """After a slash: a name is still missing, or the token itself goes on as a path does."""
    if not path.endswith("/") and path:
        return token.startswith("/") and len(token) > 2 and host in _NEEDS
    name = _NAMEISH.match(token)
    if not name:
        return False
    missing = _missing(host, path)
    if missing == 2:
        return "/" in name[0] or (not _WORDY.match(token) and not at_line_end)
    return missing == 1 and not _WORDY.match(token) if missing is not None else "/" in token.strip("/.,")


def _missing(host: str, path: str) -> int | None:
    """How many segments a repository's address still lacks; None for hosts whose paths we do not know."""
    segments = [part for part in path.split("/") if part]
    if host in ("huggingface.co", "hf.co"):
        listing = segments[:1] in (["datasets"], ["spaces"], ["collections"])
        return max(2 + listing - len(segments), 0)
    return max(_NEEDS[host] - len(segments), 0) if host in _NEEDS else None


def trimmed(raw: str) -> str:
    """An address as it stands, without what belongs to the sentence around it."""
    while True:
        shorter = _balanced(raw.rstrip(_MARKS if not re.search(r"~\w", raw[-3:]) else ".,;:!?'"))
        shorter = _GLUED.split(shorter, maxsplit=1)[0] if "/" in shorter[9:] else shorter
        shorter = _TAIL.sub("", shorter)
        if shorter == raw:
            return raw
        raw = shorter


def _balanced(raw: str) -> str:
    """Cut at the first closing bracket that was never opened, and at one opened but not closed at the end."""
    depth = {")": 0, "]": 0}
    opening = {"(": ")", "[": "]"}
    for index, char in enumerate(raw):
        if char in opening:
            depth[opening[char]] += 1
        elif char in depth:
            depth[char] -= 1
            if depth[char] < 0:
                return raw[:index]
    if any(depth.values()):
        return raw[: max(raw.find("("), raw.find("["))] if not raw[-1:].isalnum() else re.split(r"[(\[]", raw)[0]
    return raw


def whole(raw: str) -> str:
    """The clean text of an address: blanks, LaTeX, entities and broken schemes undone."""
    text = re.sub(r"\\textunderscore(?:\{\})?", "_", raw)
    text = re.sub(r"\\([_%#&~$-])(?:\{\})?", r"\1", text)
    text = re.sub(r"\s+", "", text)
    text = text.replace("&amp;", "&").replace("\u2010", "-").replace("\u2011", "-")
    text = re.sub(r"(?i)^h+t+p*(s?)[:;]?/*(?=[\w-])", _scheme, text, count=1) if re.match(r"(?i)h+t", text) else text
    return re.sub(r"(?i)^((?:https?:)?/*(?:www\.)?github)/", r"\1.com/", text)


def _scheme(match: re.Match[str]) -> str:
    return f"http{match[1].lower()}://"
