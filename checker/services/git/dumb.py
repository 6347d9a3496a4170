"""
Git's dumb protocol: a repository as plain files, written by `git update-server-info` (gitprotocol-http, "Dumb
clients"). Reads references, HEAD, loose objects, and the beginning of one pack, up to the size limit of responses.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import Reason
from checker.services.git.pack import LARGEST, GitObject, name_of, objects_in
from checker.services.git.wire import Exchange, ExchangeNeeded, Head

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer
    from checker.services.git.objects import FetchStep

_LINE = re.compile(rb"([0-9a-f]{40}(?:[0-9a-f]{24})?)\t([^\s\x00-\x1f]+)")
_CUT = re.compile(rb"[0-9a-f]{8,64}\t?")  # the beginning of such a line, where a list was cut
_BRANCH = re.compile(rb"ref: refs/heads/([^\s\x00-\x1f]{1,255})\n?")
_NAME = re.compile(rb"([0-9a-f]{40}(?:[0-9a-f]{24})?)\n?")
_PACK = re.compile(rb"^P (pack-[0-9a-f]{40}(?:[0-9a-f]{24})?\.pack)$", re.MULTILINE)
_LOOSE = re.compile(rb"(commit|tree|blob|tag) (\d{1,9})")
_FILE_STATUSES = (200, 404, 410)  # a file, or its absence
PACKS = 1  # packs of one repository that are read


def is_listing(answer: Answer) -> bool:
    """Whether a response to `info/refs` is a list of references in the dumb protocol; empty for a new repository."""
    kind = answer.headers.get("content-type", "")
    if answer.status != 200 or "html" in kind or not (answer.body or kind.startswith("text/plain")):
        return False
    return all(_LINE.fullmatch(line) for line in _lines(answer))


def is_cut_listing(answer: Answer) -> bool:
    """Whether a response is such a list with an incomplete last line: git is there, but the response broke off."""
    *whole, last = answer.body.split(b"\n")
    is_text = answer.status == 200 and answer.headers.get("content-type", "").startswith("text/plain")
    return is_text and all(map(_LINE.fullmatch, whole)) and _CUT.fullmatch(last) is not None


def read_head(remote: str, answers: Mapping[Exchange, Answer], listing: Answer) -> Head:
    """
    HEAD of a remote with this list of references. Raises ExchangeNeeded for a file that was not requested yet,
    Unreachable (`bad_response`) if there is no valid HEAD: a list alone is no repository.
    """
    head = _file(f"{remote}/HEAD", answers)
    refs = {line.partition(b"\t")[2]: line.partition(b"\t")[0].decode() for line in _lines(listing)}
    if not refs:
        _confirm_empty(remote, answers)
    if branch := _BRANCH.fullmatch(head):
        name = branch[1].decode("utf-8", "replace")
        listed = None if listing.truncated else frozenset(one.decode("utf-8", "replace") for one in refs)
        commit = refs.get(b"refs/heads/" + branch[1])
        return Head(empty=not refs, commit=commit, branch=name if refs else None, refs=listed)
    if detached := _NAME.fullmatch(head):
        return Head(empty=False, commit=detached[1].decode())
    raise Unreachable(Reason.BAD_RESPONSE, "a list of references, but no HEAD")


def _confirm_empty(remote: str, answers: Mapping[Exchange, Answer]) -> None:
    """
    Raise Unreachable (`bad_response`) unless a repository whose list of references is empty is surely empty: the list
    has to be empty a second time, and there must be no pack.
    """
    again = answers.get(Exchange(f"{remote}/info/refs", ()))
    if again is None:
        raise ExchangeNeeded(Exchange(f"{remote}/info/refs", ()))
    if again.status != 200 or again.body.strip() or _PACK.search(_file(f"{remote}/objects/info/packs", answers)):
        raise Unreachable(Reason.BAD_RESPONSE, "no references, but signs of what they would name")


def fetch(remote: str, answers: Mapping[Exchange, Answer], step: FetchStep) -> dict[str, GitObject]:
    """The objects of a step that a remote has as loose objects, or near the beginning of a pack."""
    found: dict[str, GitObject] = {}
    for name in step.names:
        one = loose(_file(f"{remote}/objects/{name[:2]}/{name[2:]}", answers))
        if one and name_of(one, len(name)) == name:
            found[name] = one
    if len(found) < len(step.names):
        found |= _packed(remote, len(step.names[0]), answers)
    return found


def loose(file: bytes) -> GitObject | None:
    """The object in a file of a loose object, decompressed up to LARGEST; None if it is invalid."""
    inflate = zlib.decompressobj()
    try:
        whole = inflate.decompress(file, LARGEST + 32)
    except zlib.error:
        return None
    head, mark, content = whole.partition(b"\0")
    match = _LOOSE.fullmatch(head)
    good = match and mark and inflate.eof and int(match[2]) == len(content)
    return GitObject(match[1], content) if match and good else None


def _packed(remote: str, digits: int, answers: Mapping[Exchange, Answer]) -> dict[str, GitObject]:
    found: dict[str, GitObject] = {}
    for pack in _PACK.findall(_file(f"{remote}/objects/info/packs", answers))[:PACKS]:
        found |= objects_in(_file(f"{remote}/objects/pack/{pack.decode()}", answers), digits)
    return found


def _file(url: str, answers: Mapping[Exchange, Answer]) -> bytes:
    """
    A file of a repository; empty if there is none. Raises ExchangeNeeded if it was not requested yet, Unreachable
    (`bad_response`) for a response that is neither the file nor its absence.
    """
    exchange = Exchange(url, ())
    if exchange not in answers:
        raise ExchangeNeeded(exchange)
    answer = answers[exchange]
    if answer.status not in _FILE_STATUSES:
        raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {answer.status} in the place of a file")
    return answer.body if answer.status == 200 else b""


def _lines(answer: Answer) -> list[bytes]:
    """The complete lines of a list."""
    lines = answer.body.split(b"\n")
    return lines[:-1] if answer.truncated or not lines[-1] else lines
